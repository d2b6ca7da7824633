package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.items.Attributes;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.UnreadableRecord;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

        assertThat(fixture.item(record).get(Attributes.TIME))
                .isEqualTo(Attributes.text(SettableClock.START.toString().replace("Z", ".000000000Z")));
    }

    @ParameterizedTest
    @Tag("H095")
    @ValueSource(strings = {"versionId", "state", "size", "fence", "history", "arrived"})
    void namesTheAttributeThatAnItemEditedByHandLacks(String attribute) {
        AuditRecord record = fixture.recorded("a.csv");
        edit(record, attribute, "REMOVE #a", Map.of());

        assertThatThrownBy(() -> fixture.now(record))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining(attribute)
                .hasMessageContaining("a.csv");
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("state", AttributeValue.fromS("LOST")),
                Arguments.of("state", AttributeValue.fromN("7")),
                Arguments.of("size", AttributeValue.fromS("big")),
                Arguments.of("fence", AttributeValue.fromN("1.5")),
                Arguments.of("arrived", AttributeValue.fromS("yesterday")),
                Arguments.of("contract", AttributeValue.fromS("airports")),
                Arguments.of("history", AttributeValue.fromL(List.of(AttributeValue.fromS("NEW")))));
    }

    @ParameterizedTest
    @Tag("H095")
    @MethodSource("wrongValues")
    void namesAnItemThatHoldsWhatNoReleaseWrites(String attribute, AttributeValue value) {
        AuditRecord record = fixture.recorded("a.csv");
        edit(record, attribute, "SET #a = :v", Map.of(":v", value));

        assertThatThrownBy(() -> fixture.now(record))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("a.csv")
                .hasMessageContaining("Mend it by hand");
    }

    private void edit(AuditRecord record, String attribute, String expression, Map<String, AttributeValue> values) {
        fixture.local
                .client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(AuditItem.key(record.key()).attributes())
                        .updateExpression(expression)
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(values.isEmpty() ? null : values));
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
