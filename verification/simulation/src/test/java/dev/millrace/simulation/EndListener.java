package dev.millrace.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// EventBridge: tells `close-execution` of executions that failed, timed out or were aborted - as a rule.
final class EndListener {
    /// The function that is told.
    static final String FUNCTION = "close-execution";

    /// An asynchronous invocation is tried twice again, after one minute and after two (Lambda developer guide,
    /// "Asynchronous invocation").
    private static final int ATTEMPTS = 3;

    private final Timeline timeline;
    private final Dice dice;
    private final Hardship hardship;
    private final Lambda lambda;

    EndListener(Timeline timeline, Dice dice, Hardship hardship, Lambda lambda) {
        this.timeline = timeline;
        this.dice = dice;
        this.hardship = hardship;
        this.lambda = lambda;
    }

    void ended(Execution execution) {
        if (execution.status() == Execution.Status.SUCCEEDED || dice.chance(hardship.unheard())) {
            return;
        }
        int times = dice.chance(hardship.repeatedEvent()) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            timeline.in(dice.mostlyShort(Duration.ofMillis(100), Duration.ofMinutes(2)), () -> tell(execution, 1));
        }
    }

    private void tell(Execution execution, int attempt) {
        lambda.invoke(FUNCTION, execution.object(), event(execution), outcome -> {
            if (outcome instanceof Lambda.Outcome.Failure && attempt < ATTEMPTS) {
                timeline.in(Duration.ofMinutes(attempt), () -> tell(execution, attempt + 1));
            }
        });
    }

    private static byte[] event(Execution execution) {
        ObjectNode event = Json.MAPPER.createObjectNode().put("detail-type", "Step Functions Execution Status Change");
        ObjectNode detail = event.putObject("detail")
                .put("executionArn", SimulatedStepFunctions.EXECUTIONS + execution.name())
                .put("name", execution.name())
                .put("status", execution.status().name());
        if (execution.status() == Execution.Status.FAILED) {
            detail.put("error", execution.error()).put("cause", execution.cause());
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
