package dev.millrace.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.asl.AslDefinition;
import dev.millrace.base.json.Json;
import dev.millrace.simulation.Calls.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/// Step Functions with one state machine.
final class SimulatedStepFunctions implements SfnClient {
    /// ARN of the state machine.
    static final String MACHINE = "arn:aws:states:eu-central-1:111122223333:stateMachine:ingest-file";

    /// What ARNs of executions begin with.
    static final String EXECUTIONS = "arn:aws:states:eu-central-1:111122223333:execution:ingest-file:";

    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final List<Consumer<Execution>> starts = new ArrayList<>();
    private final List<Consumer<Execution>> ends = new ArrayList<>();
    private final AslDefinition machine;
    private final Timeline timeline;
    private final Dice dice;
    private final Lambda lambda;
    private final Calls calls;
    private final Trace trace;

    SimulatedStepFunctions(
            AslDefinition machine, Timeline timeline, Dice dice, Lambda lambda, Calls calls, Trace trace) {
        this.machine = machine;
        this.timeline = timeline;
        this.dice = dice;
        this.lambda = lambda;
        this.calls = calls;
        this.trace = trace;
    }

    /// Tells somebody of each execution that starts.
    void onStart(Consumer<Execution> listener) {
        starts.add(listener);
    }

    /// Tells somebody of each execution that ends.
    void onEnd(Consumer<Execution> listener) {
        ends.add(listener);
    }

    /// All executions, in the order they were started.
    Collection<Execution> executions() {
        return executions.values();
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        return calls.make(Service.STEP_FUNCTIONS, "start " + request.name(), () -> start(request));
    }

    private StartExecutionResponse start(StartExecutionRequest request) {
        if (!request.stateMachineArn().equals(MACHINE)) {
            throw new IllegalStateException("There is no state machine " + request.stateMachineArn());
        }
        String name = request.name();
        if (executions.containsKey(name)) {
            throw ExecutionAlreadyExistsException.builder()
                    .message("Execution Already Exists: '" + name + "'")
                    .build();
        }
        var execution = new Execution(
                machine,
                timeline,
                dice,
                lambda,
                trace,
                EXECUTIONS + name,
                name,
                read(request.input()),
                () -> ended(name));
        executions.put(name, execution);
        timeline.in(dice.between(Duration.ofMillis(5), Duration.ofMillis(100)), () -> {
            starts.forEach(listener -> listener.accept(execution));
            execution.begin();
        });
        return StartExecutionResponse.builder().executionArn(EXECUTIONS + name).build();
    }

    private void ended(String name) {
        Execution execution = executions.get(name);
        if (execution != null) {
            ends.forEach(listener -> listener.accept(execution));
        }
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        return calls.make(Service.STEP_FUNCTIONS, "describe " + request.executionArn(), () -> describe(request));
    }

    private DescribeExecutionResponse describe(DescribeExecutionRequest request) {
        Execution execution = executions.get(request.executionArn().substring(EXECUTIONS.length()));
        if (execution == null) {
            throw ExecutionDoesNotExistException.builder()
                    .message("Execution Does Not Exist: '" + request.executionArn() + "'")
                    .build();
        }
        return DescribeExecutionResponse.builder()
                .executionArn(request.executionArn())
                .status(execution.status().name())
                .build();
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON: " + json, e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
