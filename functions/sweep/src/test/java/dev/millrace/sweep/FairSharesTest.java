package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.notes.DynamoSweepNotes;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// No part of the sweep keeps another one from its work.
class FairSharesTest {
    /// The margin of a function's deadline, and half a second.
    private static final Duration TIME = Duration.ofMillis(10_500);

    private final Swept swept = new Swept();
    private final List<String> over = new ArrayList<>();

    @AfterEach
    void close() {
        swept.close();
    }

    @Test
    void aPartThatHasMoreToDoThanThereIsTimeLeavesTimeToTheOthers() {
        swept.upload("events/orders/a.csv");
        swept.clock.pass(Duration.ofHours(1));
        var sweep = new Sweep(
                new DynamoSweepNotes(swept.local.client(), LocalAuditTable.NAME, swept.clock),
                List.of(greedy("first"), greedy("second"), greedy("third")),
                new LostEvents(
                        new S3Landed(swept.s3, Swept.LANDING, 2), swept.audit, swept.contracts, swept.ingestion, 250),
                swept.clock);

        Map<String, Object> answer = sweep.run(Swept.GRACE, "a test", Duration.ofMinutes(5), Deadline.in(TIME));

        assertThat(over).isEmpty();
        assertThat(answer)
                .containsEntry("lostEvents", 1L)
                .containsEntry("complete", true)
                .containsEntry("started", 3L);
    }

    /// Works until its time is up; that it has none when it begins is written down.
    private Sweep.Task greedy(String name) {
        return new Sweep.Task(name, (now, before, findings, deadline) -> {
            if (deadline.isOver()) {
                over.add(name);
            }
            findings.count(SweepReport.Kind.STARTED);
            while (!deadline.isOver()) {
                Thread.onSpinWait();
            }
        });
    }
}
