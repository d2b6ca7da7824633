package dev.millrace.simulation;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.flow.executions.Restarts;
import java.time.Duration;

/// A person who decides about held files, now and then, and stops executions for no good reason.
final class Operator {
    private static final String BY = "an operator";

    private final Timeline timeline;
    private final Dice dice;
    private final Hardship hardship;
    private final Landing landing;
    private final Lambda lambda;
    private final InMemoryAudit memory;
    private final OperatorActions operators;
    private final Restarts restarts;
    private final Mishaps mishaps;

    Operator(
            Timeline timeline,
            Dice dice,
            Hardship hardship,
            Landing landing,
            Lambda lambda,
            InMemoryAudit memory,
            Restarts restarts,
            Mishaps mishaps) {
        this.mishaps = mishaps;
        this.timeline = timeline;
        this.dice = dice;
        this.hardship = hardship;
        this.landing = landing;
        this.lambda = lambda;
        this.memory = memory;
        this.operators = memory.operators();
        this.restarts = restarts;
    }

    /// Plans looks at the held files.
    void plan(Duration within, int looks) {
        for (int i = 0; i < looks; i++) {
            timeline.in(dice.between(Duration.ZERO, within), this::look);
        }
    }

    /// May stop an execution.
    void watch(Execution execution) {
        if (dice.chance(hardship.aborted())) {
            timeline.in(dice.mostlyShort(Duration.ofMillis(10), Duration.ofMinutes(10)), () -> {
                mishaps.add(execution.object());
                execution.abort();
            });
        }
    }

    private void look() {
        for (AuditRecord record : memory.records()) {
            if (record.state() == AuditState.HELD && dice.chance(0.4)) {
                landing.find(record.oid()).ifPresent(uploaded -> uploaded.decided = true);
                boolean wanted = dice.chance(0.5);
                lambda.start(
                        "operator",
                        record.oid(),
                        Duration.ofMinutes(5),
                        () -> decide(record, wanted),
                        failure -> {},
                        () -> {});
            }
        }
    }

    private void decide(AuditRecord record, boolean wanted) {
        if (wanted) {
            restarts.release(record, BY);
        } else {
            operators.dismiss(record, "Nobody wants it", BY);
        }
    }
}
