package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Step Functions' executions of standard state machines: they are started and described here, and run by whoever
/// listens (Step Functions API reference, "StartExecution").
public final class InMemoryStepFunctions extends JsonServer {
    private static final String PREFIX = "arn:aws:states:eu-central-1:111122223333:stateMachine:";

    /// How long after its end an execution keeps its name.
    private static final Duration NAME_KEPT = Duration.ofDays(90);

    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

    private final Clock clock;
    private final Set<String> machines = new HashSet<>();
    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final List<Consumer<Execution>> listeners = new ArrayList<>();
    private final InMemoryTaskTokens tokens = new InMemoryTaskTokens();

    InMemoryStepFunctions(Clock clock) {
        this.clock = clock;
    }

    /// An execution.
    ///
    /// @param status `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`
    /// @param stopped null while it runs
    /// @param output null unless it succeeded
    /// @param error null unless it failed
    /// @param cause null unless it failed
    public record Execution(
            String arn,
            String machineArn,
            String name,
            String input,
            Instant started,
            String status,
            @Nullable Instant stopped,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause) {
        boolean running() {
            return status.equals("RUNNING");
        }
    }

    /// Makes a state machine known and gives its ARN.
    public synchronized String machine(String name) {
        machines.add(PREFIX + name);
        return PREFIX + name;
    }

    /// The tokens of states that wait.
    public InMemoryTaskTokens tokens() {
        return tokens;
    }

    /// Tells a listener of every execution that is started from now on, before its starter gets the answer.
    public synchronized void onStart(Consumer<Execution> listener) {
        listeners.add(listener);
    }

    /// All executions, in the order they were started.
    public synchronized List<Execution> executions() {
        return List.copyOf(executions.values());
    }

    /// Starts an execution as another one does.
    ///
    /// @return its ARN
    public synchronized String begin(String machine, String name, String input) {
        return start(object().put("stateMachineArn", machine).put("name", name).put("input", input))
                .path("executionArn")
                .asText();
    }

    /// Ends an execution well.
    public synchronized void succeed(String arn, String output) {
        end(arn, "SUCCEEDED", output, null, null);
    }

    /// Ends an execution badly.
    public synchronized void fail(String arn, String error, String cause) {
        end(arn, "FAILED", null, error, cause);
    }

    /// Ends an execution.
    ///
    /// @param status such as `TIMED_OUT`
    /// @param output null unless it succeeded
    /// @param error null unless it failed
    /// @param cause null unless it failed
    public synchronized void end(
            String arn, String status, @Nullable String output, @Nullable String error, @Nullable String cause) {
        Execution e = running(arn);
        executions.put(
                arn,
                new Execution(
                        arn,
                        e.machineArn(),
                        e.name(),
                        e.input(),
                        e.started(),
                        status,
                        clock.instant(),
                        output,
                        error,
                        cause));
    }

    private Execution running(String arn) {
        Execution execution = executions.get(arn);
        if (execution == null || !execution.running()) {
            throw new IllegalStateException("No such execution runs: " + arn);
        }
        return execution;
    }

    @Override
    ObjectNode carryOut(String operation, ObjectNode request) {
        return switch (operation) {
            case "StartExecution" -> start(request);
            case "DescribeExecution" -> describe(request);
            case "SendTaskSuccess" -> {
                requireHeeded("SendTaskSuccess", request, "taskToken", "output");
                yield tokens.succeed(request);
            }
            case "SendTaskFailure" -> {
                requireHeeded("SendTaskFailure", request, "taskToken", "error", "cause");
                yield tokens.fail(request);
            }
            default -> throw notBuilt(operation);
        };
    }

    private ObjectNode start(ObjectNode request) {
        requireHeeded("StartExecution", request, "stateMachineArn", "name", "input");
        String machine = request.path("stateMachineArn").asText();
        String name = request.path("name").asText(UUID.randomUUID().toString());
        String input = request.path("input").asText("{}");
        requireValid(machine, name);
        String arn = machine.replace(":stateMachine:", ":execution:") + ":" + name;
        Execution there = executions.get(arn);
        if (there != null && !nameIsFree(there)) {
            if (!there.running() || !there.input().equals(input)) {
                throw new Refusal("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
            }
            return started(there);
        }
        var execution = new Execution(arn, machine, name, input, clock.instant(), "RUNNING", null, null, null, null);
        executions.put(arn, execution);
        listeners.forEach(listener -> listener.accept(execution));
        return started(execution);
    }

    private void requireValid(String machine, String name) {
        if (!machines.contains(machine)) {
            throw new Refusal("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + machine + "'");
        }
        if (!NAME.matcher(name).matches()) {
            throw new Refusal("InvalidName", "Invalid Name: '" + name + "'");
        }
    }

    private boolean nameIsFree(Execution execution) {
        return execution.stopped() != null
                && !clock.instant().isBefore(execution.stopped().plus(NAME_KEPT));
    }

    private static ObjectNode started(Execution execution) {
        return object().put("executionArn", execution.arn()).put("startDate", seconds(execution.started()));
    }

    private ObjectNode describe(ObjectNode request) {
        requireHeeded("DescribeExecution", request, "executionArn");
        String arn = request.path("executionArn").asText();
        Execution execution = executions.get(arn);
        if (execution == null) {
            throw new Refusal("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        ObjectNode answer = object().put("executionArn", arn)
                .put("stateMachineArn", execution.machineArn())
                .put("name", execution.name())
                .put("status", execution.status())
                .put("startDate", seconds(execution.started()))
                .put("input", execution.input());
        if (execution.stopped() != null) {
            answer.put("stopDate", seconds(execution.stopped()));
        }
        return answer.setAll(ending(execution));
    }

    private static ObjectNode ending(Execution execution) {
        ObjectNode ending = object();
        putUnlessNull(ending, "output", execution.output());
        putUnlessNull(ending, "error", execution.error());
        putUnlessNull(ending, "cause", execution.cause());
        return ending;
    }

    private static void putUnlessNull(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
