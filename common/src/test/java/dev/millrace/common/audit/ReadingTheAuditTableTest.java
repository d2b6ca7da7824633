package dev.millrace.common.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.testing.LocalAuditTable;
import dev.millrace.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingTheAuditTableTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final AuditFixture fixture = new AuditFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void findsTheRecordsOfAStateInAllShardsNewestFirst() {
        List<AuditRecord> records = fortyRecords();

        assertThat(fixture.reader.byState(AuditState.NEW, Instant.EPOCH)).isEqualTo(records.reversed());
        assertThat(records.stream().map(r -> r.oid().shard()).distinct()).hasSizeGreaterThan(8);
    }

    @Test
    void findsARecordOnlyUnderTheStateThatItIsIn() {
        AuditRecord claimed = fixture.claimed("a.csv");

        assertThat(fixture.reader.byState(AuditState.NEW, Instant.EPOCH)).isEmpty();
        assertThat(fixture.reader.byState(AuditState.VALIDATING, Instant.EPOCH)).containsExactly(claimed);
    }

    @Test
    void findsOnlyWhatChangedSince() {
        fixture.recorded("old.csv");
        fixture.clock.pass(Duration.ofNanos(1));
        AuditRecord changed = fixture.recorded("new.csv");

        assertThat(fixture.reader.byState(AuditState.NEW, fixture.clock.instant()))
                .containsExactly(changed);
    }

    @Test
    void findsTheRecordsOfADatasetInAState() {
        AuditRecord held =
                fixture.move(fixture.claimed("a.csv"), new Move.Held("too big")).record();
        fixture.table.create(AuditFixture.newRecord("other", AuditFixture.version("b.csv"), AuditState.NEW));

        assertThat(fixture.reader.byDataset("on-arrival/airports", AuditState.HELD, Instant.EPOCH))
                .containsExactly(held);
        assertThat(fixture.reader.byDataset("on-arrival/airports", AuditState.VALIDATING, Instant.EPOCH))
                .isEmpty();
        assertThat(fixture.reader.byDataset("on-arrival/other", AuditState.NEW, Instant.EPOCH))
                .hasSize(1);
    }

    @Test
    void findsTheRecordsOfTheDayOnWhichTheyArrivedHoweverLateTheyChanged() {
        AuditRecord record = fixture.recorded("a.csv");
        fixture.clock.pass(Duration.ofDays(3));
        AuditRecord claimed = fixture.claim(record, AuditFixture.OURS).record();

        assertThat(fixture.reader.byDay(DAY)).containsExactly(claimed);
        assertThat(fixture.reader.byDay(DAY.plusDays(3))).isEmpty();
    }

    @Test
    void findsAllVersionsOfAKeyAndOfNoOther() {
        AuditRecord first = fixture.recorded("a.csv");
        fixture.clock.pass(Duration.ofSeconds(1));
        AuditRecord second = fixture.table.create(
                AuditFixture.newRecord("airports", new ObjectVersion("landing", "a.csv", "v2"), AuditState.NEW));
        fixture.recorded("a.csv#v1");

        assertThat(fixture.reader.byKey("on-arrival/airports", "landing", "a.csv"))
                .containsExactly(second, first);
    }

    @Test
    void findsTheRecordOfAnObject() {
        AuditRecord record = fixture.recorded("a.csv");

        assertThat(fixture.reader.byId(record.oid())).contains(record);
    }

    /// Texts of different length would not sort as the times that they stand for.
    @Test
    void writesTimesAtEqualLength() {
        AuditRecord record = fixture.recorded("a.csv");

        assertThat(fixture.item(record).get(AuditItem.TIME))
                .isEqualTo(AuditItem.text(SettableClock.START.toString().replace("Z", ".000000000Z")));
    }

    /// H095.
    @Test
    void namesTheAttributeThatAnItemEditedByHandLacks() {
        AuditRecord record = fixture.recorded("a.csv");
        fixture.local
                .client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(ItemKey.of(record.key()).attributes())
                        .updateExpression("REMOVE #a")
                        .expressionAttributeNames(Map.of("#a", "versionId")));

        assertThatThrownBy(() -> fixture.now(record))
                .hasMessageContaining("versionId")
                .hasMessageContaining("a.csv");
    }

    private List<AuditRecord> fortyRecords() {
        return IntStream.range(0, 40)
                .mapToObj(i -> {
                    fixture.clock.pass(Duration.ofMillis(1));
                    return fixture.recorded("file-%d.csv".formatted(i));
                })
                .toList();
    }
}
