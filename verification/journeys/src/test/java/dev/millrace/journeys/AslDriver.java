package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.asl.AslDefinition;
import dev.millrace.asl.AslEnd;
import dev.millrace.asl.AslError;
import dev.millrace.asl.AslExecution;
import dev.millrace.asl.AslObserver;
import dev.millrace.asl.StandingClock;
import dev.millrace.testing.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Runs a state machine's real file over real handlers, in this thread and on a clock of its own: waits take no time,
/// have no jitter, and move the clock. A function's time does not pass, so a fault `States.Timeout` is armed where one
/// is to be late.
final class AslDriver {
    /// Nothing here goes round so often but an endless loop.
    private static final int MOST_TRANSITIONS = 1000;

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
        definition.functionsByTask().values().stream()
                .filter(f -> !lambda.has(f))
                .findFirst()
                .ifPresent(missing -> {
                    throw new IllegalArgumentException(
                            "The state machine calls ${%s}, which was not given".formatted(missing));
                });
    }

    /// Runs an execution to its end.
    ///
    /// @param input JSON
    AslResult run(String name, String input) {
        var time = new StandingClock(clock, clock::pass);
        var steps = new Steps();
        var end = new AtomicReference<AslEnd>();
        try {
            new AslExecution(
                            definition,
                            new AslExecution.Ports(time, lambda, () -> 1, steps),
                            "arn:aws:states:eu-central-1:111122223333:execution:a-machine:" + name,
                            name,
                            MAPPER.readTree(input),
                            end::set)
                    .begin();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input is no JSON: " + input, e);
        }
        AslEnd how = end.get();
        while (how == null) {
            time.next();
            how = end.get();
        }
        return new AslResult(
                how.status() == AslEnd.Status.SUCCEEDED,
                how.output(),
                how.error(),
                how.cause(),
                List.copyOf(steps.visited),
                steps.transitions);
    }

    private static final class Steps implements AslObserver {
        private final List<String> visited = new ArrayList<>();
        private int transitions = 1;

        @Override
        public void entered(String state) {
            count();
            visited.add(state);
        }

        @Override
        public void retried(String state, AslError error) {
            count();
        }

        private void count() {
            if (++transitions > MOST_TRANSITIONS) {
                throw new AssertionError(
                        "The execution goes round: " + visited.subList(visited.size() - 10, visited.size()));
            }
        }
    }
}
