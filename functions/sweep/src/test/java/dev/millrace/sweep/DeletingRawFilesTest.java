package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.landing.Gone;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes of the landing bucket whose days are over.
class DeletingRawFilesTest {
    private static final int DAYS = 30;
    private static final Duration OVER = Duration.ofDays(DAYS).plusSeconds(1);
    private static final Duration ALMOST = Duration.ofDays(DAYS).minusSeconds(1);

    private final Swept swept = new Swept();
    private int version = 1;

    @AfterEach
    void close() {
        swept.close();
    }

    @BeforeEach
    void thirtyDays() {
        keepRawDays("\n  - property: millrace.keepRawDays\n    value: %d".formatted(DAYS));
    }

    private void keepRawDays(String setting) {
        String yaml = new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8);
        yaml = Samples.replaced(yaml, "customProperties:", "customProperties:" + setting);
        yaml = Samples.replaced(yaml, "version: 1.0.0", "version: 1.0." + version++);
        swept.contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// A file that stands in the landing bucket and in a state.
    private AuditRecord in(AuditState state, String key) {
        AuditRecord record = swept.claimed(key);
        if (state == AuditState.INGESTED) {
            var pin = new ContractPin(Samples.DATASET, "1.0.0", "c0ffee");
            swept.audit.move(record.claim(), new Move.Validated(3, "5ba", pin), "a test");
            swept.audit.move(record.claim(), new Move.LoadStarted(Swept.LEASE), "a test");
        }
        Move move = switch (state) {
            case VALIDATING -> null;
            case FAILED -> new Move.Failed("ServiceFault: out of order");
            case HELD -> new Move.Held("A person decides");
            case INGESTED -> new Move.Ingested(3);
            case IGNORED -> new Move.Ignored("Empty");
            case SUPERSEDED -> new Move.Superseded("A newer version came");
            default -> throw new IllegalArgumentException(state.name());
        };
        return move == null
                ? record
                : swept.audit.move(record.claim(), move, "a test").record();
    }

    private AuditRecord ignored(String key) {
        return in(AuditState.IGNORED, key);
    }

    private boolean isThere(AuditRecord record) {
        return Gone.head(swept.s3, record.version()).isPresent();
    }

    private void later(Duration time) {
        swept.clock.pass(time);
    }

    @ParameterizedTest
    @EnumSource(names = {"INGESTED", "IGNORED", "SUPERSEDED"})
    void goWhenTheirDaysAreOverAndNotBefore(AuditState end) {
        AuditRecord record = in(end, "events/orders/a.csv");
        later(ALMOST);
        assertThat(swept.sweep()).containsEntry("rawFilesDeleted", 0L);
        assertThat(isThere(record)).isTrue();

        later(Duration.ofHours(1).plusSeconds(2));
        assertThat(swept.sweep()).containsEntry("rawFilesDeleted", 1L).containsEntry("troubles", 0L);
        assertThat(isThere(record)).isFalse();
        assertThat(swept.now(record)).isEqualTo(record);
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATING", "FAILED", "HELD"})
    void stayWhileTheyAreNotAtTheirEnd(AuditState state) {
        AuditRecord record = in(state, "events/orders/a.csv");
        later(OVER.multipliedBy(3));
        assertThat(swept.sweep()).containsEntry("rawFilesDeleted", 0L);
        assertThat(isThere(record)).isTrue();
    }

    @Test
    void leaveOtherVersionsOfTheKeyAlone() {
        AuditRecord older = in(AuditState.HELD, "events/orders/a.csv");
        AuditRecord newer = ignored("events/orders/a.csv");
        later(OVER);
        swept.sweep();
        assertThat(isThere(newer)).isFalse();
        assertThat(isThere(older)).isTrue();
    }

    @Test
    void stayForEverWhereTheContractSaysNothing() {
        AuditRecord record = ignored("events/orders/a.csv");
        keepRawDays("");
        later(OVER.multipliedBy(3));
        swept.sweep();
        assertThat(isThere(record)).isTrue();

        keepRawDays("\n  - property: millrace.keepRawDays\n    value: 7");
        swept.sweep();
        assertThat(isThere(record)).isFalse();
    }

    /// The walk goes on where it stopped, so that a day's files are not looked at for ever.
    @Test
    void areAskedForOnce() {
        List<AuditRecord> first = IntStream.range(0, 3)
                .mapToObj(i -> ignored("events/orders/%d.csv".formatted(i)))
                .toList();
        later(OVER);
        assertThat(swept.sweep()).containsEntry("rawFilesDeleted", 3L);
        AuditRecord second = ignored("events/orders/later.csv");
        later(OVER);
        int before = swept.s3.requests().size();
        swept.sweep();
        assertThat(deletions(before))
                .contains("DeleteObject landing/events/orders/later.csv")
                .doesNotContain("DeleteObject landing/events/orders/0.csv");
        assertThat(isThere(second)).isFalse();
        assertThat(first).noneMatch(this::isThere);
    }

    private List<String> deletions(int from) {
        return swept.s3.requests().stream()
                .skip(from)
                .filter(request -> request.startsWith("DeleteObject"))
                .toList();
    }

    /// Within the hour a dataset is not walked again, whose sweeps come every few minutes.
    @Test
    void haveTheirTurnOnceAnHour() {
        later(OVER);
        swept.sweep();
        AuditRecord record = ignored("events/orders/a.csv");
        keepRawDays("\n  - property: millrace.keepRawDays\n    value: 1");
        later(Duration.ofDays(1).plusSeconds(1));
        swept.sweep();
        assertThat(isThere(record)).isFalse();

        AuditRecord next = ignored("events/orders/b.csv");
        later(Duration.ofDays(1).minusMinutes(30));
        swept.sweep();
        later(Duration.ofMinutes(31));
        swept.sweep();
        assertThat(isThere(next)).isTrue();
        later(Duration.ofMinutes(30));
        swept.sweep();
        assertThat(isThere(next)).isFalse();
    }

    /// Such as one under a legal hold: it is told of and tried again, and the others go.
    @Test
    void thatCannotBeDeletedDoNotKeepOthers() {
        AuditRecord held = ignored("events/orders/a.csv");
        AuditRecord other = ignored("events/orders/b.csv");
        Set<String> locked = new HashSet<>(Set.of(held.version().versionId()));
        RawFiles real = swept.rawFiles;
        swept.rawFiles =
                file -> locked.contains(file.versionId()) ? Optional.of("It is under a legal hold") : real.delete(file);
        later(OVER);
        assertThat(swept.sweep()).containsEntry("rawFilesDeleted", 1L).containsEntry("troubles", 1L);
        assertThat(isThere(other)).isFalse();
        assertThat(isThere(held)).isTrue();

        later(Duration.ofDays(1));
        assertThat(swept.sweep()).containsEntry("troubles", 1L);
        locked.clear();
        later(Duration.ofHours(2));
        assertThat(swept.sweep()).containsEntry("rawFilesDeleted", 1L).containsEntry("troubles", 0L);
        assertThat(isThere(held)).isFalse();
    }

    @Test
    void goInSeveralSweepsWhenTheTimeIsUp() {
        var records = new ArrayList<AuditRecord>();
        for (int i = 0; i < 5; i++) {
            records.add(ignored("events/orders/%d.csv".formatted(i)));
            later(Duration.ofSeconds(1));
        }
        later(OVER);
        swept.sweep(Deadline.in(Duration.ZERO));
        assertThat(records).allMatch(this::isThere);
        swept.sweep();
        assertThat(records).noneMatch(this::isThere);
    }
}
