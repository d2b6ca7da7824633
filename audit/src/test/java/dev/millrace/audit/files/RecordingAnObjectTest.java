package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.items.ItemKey;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingAnObjectTest {
    private final AuditFixture fixture = new AuditFixture();
    private final ObjectVersion version = AuditFixture.version("a.csv");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void remembersWhatIsKnownOfIt() {
        AuditRecord record = fixture.table.create(AuditFixture.newRecord("airports", version, AuditState.NEW));

        assertThat(record.version()).isEqualTo(version);
        assertThat(record.state()).isEqualTo(AuditState.NEW);
        assertThat(record.time()).isEqualTo(SettableClock.START);
        assertThat(record.arrived()).isEqualTo(SettableClock.START.minusSeconds(5));
        assertThat(record.size()).isEqualTo(42);
        assertThat(record.etag()).isEqualTo("etag");
        assertThat(record.sequencer()).isEqualTo("0055AED6DCD90281E5");
        assertThat(record.uploader()).isEqualTo("AWS:ana");
        assertThat(record.fence()).isZero();
        assertThat(record.claimant()).isNull();
        assertThat(record.history())
                .containsExactly(new HistoryEntry(SettableClock.START, AuditState.NEW, 0, "start-ingestion", null));
        assertThat(fixture.table.find(version.id())).contains(record);
    }

    @Test
    void writesTheGuardItemThatPointsToIt() {
        AuditRecord record = fixture.table.create(AuditFixture.newRecord("airports", version, AuditState.NEW));

        var guard = fixture.local
                .client()
                .getItem(g -> g.tableName(LocalAuditTable.NAME)
                        .key(ItemKey.guard(version.id()).attributes()))
                .item();
        assertThat(AuditItem.guarded(guard)).isEqualTo(record.key());
    }

    @Tag("H005")
    @Test
    void givesTheFirstRecordWhenItWasRecordedBefore() {
        AuditRecord first = fixture.table.create(AuditFixture.newRecord("airports", version, AuditState.NEW));
        fixture.clock.pass(Duration.ofDays(91));

        AuditRecord again = fixture.table.create(AuditFixture.newRecord("airports", version, AuditState.NEW));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void givesTheFirstRecordAlsoWhenItsDatasetWasAnotherOneThen() {
        AuditRecord first = fixture.table.create(AuditFixture.newRecord("airports", version, AuditState.NEW));

        AuditRecord again = fixture.table.create(AuditFixture.newRecord("airfields", version, AuditState.NEW));

        assertThat(again).isEqualTo(first);
        assertThat(fixture.table.read(AuditFixture.newRecord("airfields", version, AuditState.NEW)
                        .key()))
                .isEmpty();
    }

    @Test
    void keepsVersionsOfAKeyApart() {
        fixture.recorded("a.csv");
        AuditRecord second = fixture.table.create(
                AuditFixture.newRecord("airports", new ObjectVersion("landing", "a.csv", "v2"), AuditState.NEW));

        assertThat(second.version().versionId()).isEqualTo("v2");
    }

    /// 1,024 bytes of key do not fit DynamoDB's sort key as they are.
    @Tag("H026")
    @Test
    void findsAnObjectWhoseKeyDoesNotFitTheTable() {
        String key = "😀".repeat(256);

        AuditRecord record = fixture.recorded(key);

        assertThat(fixture.now(record).version().key()).isEqualTo(key);
        assertThat(fixture.reader.byKey("on-arrival/airports", "landing", key)).containsExactly(record);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NEW", "IGNORED", "INVALID"})
    void beginsInNoOtherStateThanNewIgnoredOrInvalid(AuditState state) {
        assertThatThrownBy(() -> AuditFixture.newRecord("airports", version, state))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsNothingOfAnObjectThatWasNeverRecorded() {
        assertThat(fixture.table.find(version.id())).isEmpty();
    }
}
