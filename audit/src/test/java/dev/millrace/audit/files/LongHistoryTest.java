package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.testing.aws.LocalAuditTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A record that failed again and again for years.
class LongHistoryTest {
    private static final int FAILURES = 400;
    private static final int MOST_BYTES = 100_000;

    private final AuditFixture fixture = new AuditFixture();
    private final DynamoOperatorActions operators =
            new DynamoOperatorActions(fixture.local.client(), LocalAuditTable.NAME, fixture.clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @Tag("H094")
    void neverFillsTheItemHoweverOftenAFileFails() {
        AuditRecord record = fixture.recorded("a.csv");
        int moves = 1;
        for (int failure = 1; failure <= FAILURES; failure++) {
            fixture.clock.pass(Duration.ofHours(1));
            AuditRecord claimed =
                    fixture.claim(fixture.now(record), AuditFixture.OURS).record();
            fixture.move(claimed, new Move.Failed("%d %s".formatted(failure, "x".repeat(895))));
            assertThat(operators.replay(fixture.now(record), "arn:x", "sweep")).isPresent();
            moves += 3;
            assertThat(bytes(record)).isLessThan(MOST_BYTES);
        }

        List<HistoryEntry> history = fixture.now(record).history();
        assertThat(history).extracting(HistoryEntry::at).isSorted();
        assertThat(history.getFirst().by()).isEqualTo("start-ingestion");
        assertThat(history.getLast().state()).isEqualTo(AuditState.NEW);
        assertThat(history)
                .filteredOn(entry -> entry.state() == AuditState.FAILED)
                .extracting(entry -> String.valueOf(entry.note()).split(" ", 2)[0])
                .endsWith("397", "398", "399", "400");
        int leftOut = moves - history.size();
        assertThat(history)
                .filteredOn(entry -> String.valueOf(entry.note())
                        .equals("%d moves before this one are left out of the history".formatted(leftOut)))
                .hasSize(1);
    }

    private int bytes(AuditRecord record) {
        return Attributes.required(fixture.item(record), Attributes.HISTORY).l().stream()
                .flatMap(entry -> entry.m().values().stream())
                .mapToInt(value -> 10 + (value.s() == null ? 8 : value.s().getBytes(StandardCharsets.UTF_8).length))
                .sum();
    }
}
