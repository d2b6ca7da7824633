package dev.millrace.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/// How Step Functions starts executions of standard state machines, as far as Millrace relies on it (API reference,
/// "StartExecution", "DescribeExecution").
public final class StepFunctionsBehaviour {
    private static final String INPUT = "{\"oid\":\"1\"}";

    private final SfnClient stepFunctions;
    private final String machine;
    private final Consumer<String> end;

    private StepFunctionsBehaviour(SfnClient stepFunctions, String machine, Consumer<String> end) {
        this.stepFunctions = stepFunctions;
        this.machine = machine;
        this.end = end;
    }

    /// All behaviours.
    ///
    /// @param machine ARN of a state machine whose executions do not end by themselves
    /// @param end ends an execution, given its ARN
    public static Stream<Behaviour> of(SfnClient stepFunctions, String machine, Consumer<String> end) {
        var tried = new StepFunctionsBehaviour(stepFunctions, machine, end);
        return Stream.of(
                Behaviour.of("starts an execution under its name", tried::startsAnExecution),
                Behaviour.of("answers a repeated start with the first execution", tried::answersARepeatedStart)
                        .notOnTheLocalCloud("it refuses the name, as AWS does when the execution has ended"),
                Behaviour.of("refuses a name that runs with another input", tried::refusesAnotherInput),
                Behaviour.of("refuses the name of an execution that has ended", tried::refusesTheNameOfAnEnded),
                Behaviour.of("tells that an execution has ended", tried::tellsThatAnExecutionHasEnded),
                Behaviour.of("knows no execution that was not started", tried::knowsNoOther),
                Behaviour.of("knows no machine that was not made", tried::knowsNoOtherMachine),
                Behaviour.of("refuses a name with a slash", tried::refusesANameWithASlash)
                        .notOnTheLocalCloud("it takes any name"));
    }

    private void startsAnExecution() {
        String name = name();
        String arn = start(name, INPUT);

        DescribeExecutionResponse described = describe(arn);
        assertThat(arn).isEqualTo(machine.replace(":stateMachine:", ":execution:") + ":" + name);
        assertThat(described.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(described.name()).isEqualTo(name);
        assertThat(described.stateMachineArn()).isEqualTo(machine);
        assertThat(described.input()).isEqualTo(INPUT);
        assertThat(described.startDate()).isNotNull();
        assertThat(described.stopDate()).isNull();
        end.accept(arn);
    }

    private void answersARepeatedStart() {
        String name = name();
        String arn = start(name, INPUT);

        assertThat(start(name, INPUT)).isEqualTo(arn);
        end.accept(arn);
    }

    private void refusesAnotherInput() {
        String name = name();
        String arn = start(name, INPUT);

        assertThatThrownBy(() -> start(name, "{\"oid\":\"2\"}")).isInstanceOf(ExecutionAlreadyExistsException.class);
        assertThat(describe(arn).input()).isEqualTo(INPUT);
        end.accept(arn);
    }

    private void refusesTheNameOfAnEnded() {
        String name = name();
        end.accept(start(name, INPUT));

        assertThatThrownBy(() -> start(name, INPUT)).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    private void tellsThatAnExecutionHasEnded() {
        String arn = start(name(), INPUT);
        end.accept(arn);

        assertThat(describe(arn).status()).isNotEqualTo(ExecutionStatus.RUNNING);
        assertThat(describe(arn).stopDate()).isNotNull();
    }

    private void knowsNoOther() {
        String arn = machine.replace(":stateMachine:", ":execution:") + ":" + name();

        assertThatThrownBy(() -> describe(arn)).isInstanceOf(ExecutionDoesNotExistException.class);
    }

    private void knowsNoOtherMachine() {
        assertThatThrownBy(() -> stepFunctions.startExecution(
                        s -> s.stateMachineArn(machine + "-other").name(name()).input(INPUT)))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    private void refusesANameWithASlash() {
        assertThatThrownBy(() -> start("a/" + name(), INPUT)).isInstanceOf(InvalidNameException.class);
    }

    private String start(String name, String input) {
        return stepFunctions
                .startExecution(s -> s.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    private DescribeExecutionResponse describe(String arn) {
        return stepFunctions.describeExecution(d -> d.executionArn(arn));
    }

    private static String name() {
        return "behaviour-" + UUID.randomUUID();
    }
}
