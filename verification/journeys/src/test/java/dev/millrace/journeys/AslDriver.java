package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.SettableClock;
import java.util.Map;

/// Runs a state machine's real file over real handlers, in this thread and on a clock of its own: waits take no time,
/// have no jitter, and move the clock. `TimeoutSeconds` is not played: a fault `States.Timeout` is armed instead.
final class AslDriver {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AslDefinition definition;
    private final LambdaService lambda;
    private final SettableClock clock;

    /// @param functions by the names that stand for them, such as `LoadFileFunction`
    /// @throws IllegalArgumentException when a function is missing
    AslDriver(
            AslDefinition definition,
            Map<String, RequestStreamHandler> functions,
            LambdaFaults faults,
            SettableClock clock) {
        this.definition = definition;
        this.lambda = new LambdaService(functions, faults);
        this.clock = clock;
        definition.functions().stream().filter(f -> !lambda.has(f)).findFirst().ifPresent(missing -> {
            throw new IllegalArgumentException("The state machine calls ${%s}, which was not given".formatted(missing));
        });
    }

    /// Runs an execution to its end.
    ///
    /// @param input JSON
    AslResult run(String name, String input) {
        ObjectNode execution = MAPPER.createObjectNode();
        execution
                .put("Id", "arn:aws:states:eu-central-1:111122223333:execution:a-machine:" + name)
                .put("Name", name)
                .put("StartTime", clock.instant().toString());
        try {
            execution.set("Input", MAPPER.readTree(input));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input is no JSON: " + input, e);
        }
        return new AslRun(definition, lambda, clock, execution).run();
    }
}
