package dev.millrace.loadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.contract.Cadence;
import dev.millrace.faults.StaleClaim;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacingOlderVersionsTest {
    @TempDir
    private Path temp;

    private final SettableClock clock = new SettableClock();
    private final InMemoryS3 s3 = new InMemoryS3();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final DynamoRemovals removals = new DynamoRemovals(local.client(), LocalAuditTable.NAME, clock);
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final S3LoadedRows rows = new S3LoadedRows(s3, "lake");
    private int uploads;

    ReplacingOlderVersionsTest() {
        contracts.apply(Samples.contract("on-arrival"));
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    @Tag("H006")
    void takesTheRowsOfTheOlderVersionOutOnceItsOwnAreIn() throws IOException {
        AuditRecord older = ingested();
        AuditRecord newer = loaded();
        assertThat(files()).containsExactlyInAnyOrder(place(older), place(newer));

        assertThat(replace(newer).state()).isEqualTo("INGESTED");

        assertThat(files()).containsExactly(place(newer));
        assertThat(now(older).state()).isEqualTo(AuditState.SUPERSEDED);
        assertThat(now(older).reason()).contains(newer.oid().hex());
    }

    @Test
    @Tag("H006")
    void takesItsOwnRowsOutWhenANewerVersionIsIngested() throws IOException {
        AuditRecord older = loaded();
        AuditRecord newer = ingested();

        assertThat(replace(older).state()).isEqualTo("SUPERSEDED");

        assertThat(files()).containsExactly(place(newer));
        assertThat(now(newer).state()).isEqualTo(AuditState.INGESTED);
    }

    @Test
    void answersTheSameWhenItsAnswerWasLost() throws IOException {
        ingested();
        AuditRecord newer = loaded();

        ReplaceAnswer first = replace(newer);

        assertThat(replace(newer)).isEqualTo(first);
    }

    /// The order stands until it was looked at once more, after every writer that was left behind is gone.
    @Test
    void looksOnceMoreForRowsThatALateWriterPutsBack() throws IOException {
        AuditRecord older = ingested();
        replace(loaded());
        s3.put("lake", place(older), new byte[] {1});
        assertThat(removals.due(clock.instant())).isEmpty();
        clock.pass(DynamoRemovals.QUARANTINE);

        removals.due(clock.instant()).forEach(removal -> withdrawals().carryOut(removal, "sweep"));

        assertThat(files()).doesNotContain(place(older));
        assertThat(removals.due(clock.instant().plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void leavesTheOrderToTheSweepWhenRowsCannotBeTakenOut() throws IOException {
        AuditRecord older = ingested();
        AuditRecord newer = loaded();
        s3.failNext("DeleteObject", 503);
        assertThatThrownBy(() -> replace(newer)).hasMessageContaining("told to fail");
        assertThat(now(newer).state()).isEqualTo(AuditState.INGESTED);
        assertThat(now(older).state()).isEqualTo(AuditState.INGESTED);

        removals.due(clock.instant()).forEach(removal -> withdrawals().carryOut(removal, "sweep"));

        assertThat(files()).containsExactly(place(newer));
        assertThat(now(older).state()).isEqualTo(AuditState.SUPERSEDED);
    }

    @Test
    @Tag("H096")
    void refusesAStaleClaim() throws IOException {
        AuditRecord record = loaded();
        audit.move(record.claim(), new Move.Failed("out of order"), "a test");

        assertThatThrownBy(() -> replace(record)).isInstanceOf(StaleClaim.class);
    }

    /// An older attempt may have put rows into other partitions.
    @Test
    void takesOutWhatAnEarlierAttemptOfTheSameFilePutElsewhere() throws IOException {
        AuditRecord record = valid();
        String list = "{\"files\": [\"event_orders/arrival_date=2020-01-01/old.parquet\"]}";
        s3.put("lake", "_loads/event_orders/%s/0.json".formatted(record.oid()), list.getBytes(StandardCharsets.UTF_8));
        s3.put("lake", "event_orders/arrival_date=2020-01-01/old.parquet", new byte[] {1});

        loading().load(record.claim(), "a test", Deadline.never());

        assertThat(files()).containsExactly(place(record));
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "replace", "refuse"})
    void takesTheRowsOutOfTheFileThatIsIngestedAgainAndOfNoOther(String onNewVersion) throws IOException {
        contracts.apply(new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8)
                .replace("onNewVersion\n    value: replace", "onNewVersion\n    value: " + onNewVersion)
                .getBytes(StandardCharsets.UTF_8));
        AuditRecord original = ingestedAlone();
        AuditRecord again = loaded(original);
        assertThat(files()).containsExactlyInAnyOrder(place(original), place(again));
        assertThat(now(original).state()).isEqualTo(AuditState.INGESTED);

        ReplaceAnswer answer = replace(again);

        assertThat(answer.state()).isEqualTo("INGESTED");
        assertThat(replace(again)).isEqualTo(answer);
        assertThat(files()).containsExactly(place(again));
        assertThat(now(original).state()).isEqualTo(AuditState.SUPERSEDED);
        assertThat(now(original).reason()).contains(again.oid().hex());
        clock.pass(DynamoRemovals.QUARANTINE);
        removals.due(clock.instant()).forEach(removal -> withdrawals().carryOut(removal, "sweep"));
        assertThat(files()).containsExactly(place(again));
        assertThat(removals.due(clock.instant().plus(Duration.ofDays(1)))).isEmpty();
    }

    /// Where versions add up, the others of the key stay.
    @Test
    void leavesOlderVersionsAloneWhereTheContractAppends() throws IOException {
        contracts.apply(new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8)
                .replace("onNewVersion\n    value: replace", "onNewVersion\n    value: append")
                .getBytes(StandardCharsets.UTF_8));
        AuditRecord older = ingestedAlone();
        AuditRecord original = ingestedAlone();

        replace(loaded(original));

        assertThat(now(older).state()).isEqualTo(AuditState.INGESTED);
        assertThat(files()).contains(place(older)).hasSize(2).doesNotContain(place(original));
    }

    @Test
    void isIngestedAgainOnceWhoeverTriesIt() throws IOException {
        AuditRecord original = ingested();
        AuditRecord first = loaded(original);
        AuditRecord second = loaded(original);

        assertThat(replace(first).state()).isEqualTo("INGESTED");
        assertThat(replace(second).state()).isEqualTo("SUPERSEDED");

        assertThat(files()).containsExactly(place(first));
        assertThat(now(original).state()).isEqualTo(AuditState.SUPERSEDED);
    }

    @Test
    void leavesRowsOfTheOriginalToTheSweepWhenTheyCannotBeTakenOut() throws IOException {
        AuditRecord original = ingested();
        AuditRecord again = loaded(original);
        s3.failNext("DeleteObject", 503);
        assertThatThrownBy(() -> replace(again)).hasMessageContaining("told to fail");
        assertThat(now(again).state()).isEqualTo(AuditState.INGESTED);
        assertThat(now(original).state()).isEqualTo(AuditState.SUPERSEDED);

        removals.due(clock.instant()).forEach(removal -> withdrawals().carryOut(removal, "sweep"));

        assertThat(files()).containsExactly(place(again));
    }

    /// A move that forgot the original would leave its rows beside the new ones.
    @Test
    void isMarkedIngestedInNoOtherWay() throws IOException {
        AuditRecord again = loaded(ingested());

        assertThatThrownBy(() -> audit.move(again.claim(), new Move.Ingested(3), "a test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is ingested in the place of");
        assertThat(now(again).state()).isEqualTo(AuditState.LOADING);
    }

    /// As a contract without `replace` has it.
    private AuditRecord ingestedAlone() throws IOException {
        AuditRecord record = loaded();
        return audit.move(record.claim(), new Move.Ingested(3), "a test").record();
    }

    /// The file once more, as a version in the place of the original.
    private AuditRecord loaded(AuditRecord original) throws IOException {
        AuditRecord record = valid(Optional.of(original));
        loading().load(record.claim(), "a test", Deadline.never());
        return now(record);
    }

    private AuditRecord ingested() throws IOException {
        AuditRecord record = loaded();
        replace(record);
        return now(record);
    }

    private AuditRecord loaded() throws IOException {
        AuditRecord record = valid();
        loading().load(record.claim(), "a test", Deadline.never());
        return now(record);
    }

    private ReplaceAnswer replace(AuditRecord record) {
        return loading().replaceOlder(record.claim(), 3, "a test");
    }

    private AuditRecord valid() {
        return valid(Optional.empty());
    }

    private AuditRecord valid(Optional<AuditRecord> original) {
        byte[] bytes = Samples.good();
        var version = new ObjectVersion("landing", Samples.KEY, s3.put("landing", Samples.KEY, bytes));
        var key = AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version);
        String sequencer = "00%d".formatted(++uploads);
        String replaces = original.map(one -> one.oid().hex()).orElse(null);
        audit.create(new NewRecord(
                key,
                version,
                AuditState.NEW,
                SettableClock.START,
                bytes.length,
                null,
                sequencer,
                null,
                null,
                null,
                original.map(one -> one.order().justAfter(Optional.empty()))
                        .orElseGet(() -> VersionOrder.of(sequencer).orElseThrow()),
                replaces,
                replaces));
        AuditRecord claimed = audit.claim(version.id(), "ing-" + uploads, "a test", Duration.ofMinutes(9))
                .record();
        ContractPin pin = contracts.current().contracts().getFirst().pin();
        return audit.move(claimed.claim(), new Move.Validated(3, ObjectId.sha256(bytes), pin), "a test")
                .record();
    }

    private Loading loading() {
        return new InMemoryLoading(local, s3, contracts, clock, temp)
                .with((contract, location, partitions) -> () -> {}, LoadingAFileTest.NO_KEY);
    }

    private Withdrawals withdrawals() {
        return new Withdrawals(removals, rows);
    }

    private List<String> files() {
        return s3.keys("lake").stream()
                .filter(key -> !key.startsWith("_loads/"))
                .toList();
    }

    private static String place(AuditRecord file) {
        return "event_orders/arrival_date=2026-11-21/%s.parquet".formatted(file.oid());
    }

    private AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }
}
