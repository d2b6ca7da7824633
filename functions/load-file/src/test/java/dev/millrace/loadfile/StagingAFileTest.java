package dev.millrace.loadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.files.Remarks;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.faults.StaleClaim;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.targets.lake.TableConflict;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file of a daily dataset whose table is partitioned by a column. Values are protected, and bad rows set aside.
class StagingAFileTest {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: people
            version: 1.0.0
            status: active
            schema:
              - name: people
                properties:
                  - name: id
                    logicalType: integer
                    required: true
                  - name: joined
                    logicalType: date
                    required: true
                    partitioned: true
                    partitionKeyPosition: 1
                  - name: mail
                    logicalType: string
                    classification: restricted
                    customProperties: [{property: millrace.protect, value: email-domain}]
                  - name: iban
                    logicalType: string
                    classification: restricted
                    customProperties: [{property: millrace.protect, value: drop}]
            customProperties:
              - {property: millrace.keyPattern, value: people/*.csv}
              - {property: millrace.cadence, value: daily}
              - {property: millrace.onNewVersion, value: append}
              - {property: millrace.onBadRow, value: quarantine}
              - {property: millrace.maxBadRows, value: 50%}
            """;
    private static final String GOOD = """
            id,joined,mail,iban
            1,2026-11-20,canary-a@example.org,canary-b
            2,2026-11-21,,canary-c
            """;
    private static final String WITH_BAD_ROW = GOOD + "x,2026-11-21,canary-d@example.org,canary-e\n";
    private static final Remarks ONE_ASIDE = new Remarks(1, 1, "people/x.remarks.json");
    private static final BatchRef BATCH = BatchRef.at("people", "daily", SettableClock.START);

    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final InMemoryS3 s3 = new InMemoryS3(clock);
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final List<String> registered = new ArrayList<>();
    private @Nullable TableConflict conflict;

    @TempDir
    private Path temp;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void apply() {
        contracts.apply(CONTRACT.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        local.close();
    }

    private static String place(AuditRecord file) {
        return "staging/people/batch=20261121T101530Z/%s.parquet".formatted(file.oid());
    }

    private byte[] staged(AuditRecord file) {
        return s3.bytes("staging", place(file)).orElseThrow();
    }

    @Test
    void liesInOneFileWithAllColumnsAndEachRowsOrigin() throws IOException, SQLException {
        AuditRecord file = valid(GOOD, 2, null);

        assertThat(stage(file)).isEqualTo(new StageAnswer(true, 2));

        assertThat(s3.keys("staging")).containsExactly(place(file));
        assertThat(query(file, "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '%s')"))
                .containsExactly("_oid VARCHAR", "_line BIGINT", "id BIGINT", "joined DATE", "mail VARCHAR");
        assertThat(query(file, "SELECT concat_ws(' ', id, joined, mail, _oid, _line) FROM '%s' ORDER BY id"))
                .containsExactly(
                        "1 2026-11-20 example.org %s 2".formatted(file.oid()),
                        "2 2026-11-21 %s 3".formatted(file.oid()));
        assertThat(now(file).state()).isEqualTo(AuditState.LOADING);
        assertThat(now(file).leaseUntil()).isEqualTo(clock.instant().plus(Loading.LEASE));
    }

    /// The job of the batch brings its rows there.
    @Test
    void leavesTheLakesTableAlone() throws IOException {
        stage(valid(GOOD, 2, null));

        assertThat(s3.keys("lake")).noneMatch(key -> key.endsWith(".parquet"));
        assertThat(registered).isEmpty();
    }

    @Test
    void holdsNoProtectedValueInClear() throws IOException {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);

        stage(file);

        for (String bucket : List.of("staging", "lake")) {
            for (String key : s3.keys(bucket)) {
                assertThat(new String(s3.bytes(bucket, key).orElseThrow(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("canary");
            }
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void putsRowsThatAreSetAsideIntoTheirTable() throws IOException, SQLException {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);

        assertThat(stage(file)).isEqualTo(new StageAnswer(true, 3));

        assertThat(query(file, "SELECT count(*) FROM '%s'")).containsExactly("2");
        assertThat(s3.keys("lake"))
                .filteredOn(key -> key.endsWith(".parquet"))
                .containsExactly("people_set_aside/arrival_date=2026-11-21/%s.parquet".formatted(file.oid()));
        assertThat(registered).containsExactly("people_set_aside");
    }

    @Test
    void isTheSameToTheByteWhenItIsDoneAgain() throws IOException {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);
        StageAnswer first = stage(file);
        byte[] bytes = staged(file);
        List<String> lake = s3.keys("lake");

        assertThat(stage(file)).isEqualTo(first);

        assertThat(staged(file)).isEqualTo(bytes);
        assertThat(s3.keys("staging")).containsExactly(place(file));
        assertThat(s3.keys("lake")).isEqualTo(lake);
    }

    private String contract() {
        return contracts.place(contracts.current().of("people").orElseThrow().pin());
    }

    /// Leaves what the batch's job leaves of a file with one good row, and one that is set aside.
    private void judged(AuditRecord file, long rows, @Nullable String staged) {
        String aside = "%sset_aside/%s/%s.parquet".formatted(BATCH.resultsPrefix(), file.oid(), file.oid());
        s3.put("staging", aside, "rows set aside".getBytes(StandardCharsets.UTF_8));
        var judged = new JudgedFile(
                file.oid().hex(),
                JudgedFile.VALID,
                rows,
                1,
                file.size(),
                file.contentSha256(),
                null,
                0,
                null,
                staged,
                "s3://staging/" + aside,
                List.of(),
                null);
        var result = new RunResult(
                RunManifest.JUDGE,
                "people",
                BATCH.batch(),
                contract(),
                rows,
                1,
                List.of(),
                List.of(judged),
                List.of(),
                List.of(),
                1);
        s3.put("staging", BATCH.resultsPrefix() + "judge.json", RunJson.write(result));
    }

    @Tag("H103")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isHeldWhenNoTableTakesItsRowsSetAside(boolean byJob) throws IOException {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);
        judged(file, 3, "s3://staging/" + place(file));
        conflict = new TableConflict("Column _reason is a number. Name a new dataset.");

        assertThat(stage(file, BATCH, byJob)).isEqualTo(new StageAnswer(false, 0));
        assertThat(stage(file, BATCH, byJob)).isEqualTo(new StageAnswer(false, 0));

        assertThat(s3.keys("lake")).noneMatch(key -> key.endsWith(".parquet"));
        assertThat(now(file).state()).isEqualTo(AuditState.HELD);
    }

    @Test
    void takesUpWhatTheJobOfItsBatchStaged() throws IOException {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);
        judged(file, 3, "s3://staging/" + place(file));

        assertThat(stage(file, BATCH, true)).isEqualTo(new StageAnswer(true, 3));
        assertThat(stage(file, BATCH, true)).isEqualTo(new StageAnswer(true, 3));

        String aside = "people_set_aside/arrival_date=2026-11-21/%s.parquet".formatted(file.oid());
        assertThat(s3.keys("lake")).filteredOn(key -> key.endsWith(".parquet")).containsExactly(aside);
        assertThat(s3.text("lake", aside)).isEqualTo("rows set aside");
        assertThat(registered).containsOnly("people_set_aside");
        assertThat(now(file).state()).isEqualTo(AuditState.LOADING);
        assertThat(s3.requests()).noneMatch(request -> request.startsWith("GetObject landing"));
    }

    @Test
    void takesNothingUpThatIsNotAsItWasValidated() {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);
        judged(file, 4, "s3://staging/" + place(file));

        assertThatThrownBy(() -> stage(file, BATCH, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "3 rows were validated, 1 of them to be set aside; its job says it is VALID with 4 rows");
        assertThat(s3.keys("lake")).isEmpty();
    }

    @Test
    void takesNothingUpThatLiesElsewhere() {
        AuditRecord file = valid(WITH_BAD_ROW, 3, ONE_ASIDE);
        judged(file, 3, "s3://staging/staging/people/elsewhere.parquet");

        assertThatThrownBy(() -> stage(file, BATCH, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "at s3://staging/staging/people/elsewhere.parquet, not at s3://staging/" + place(file));
        assertThat(s3.keys("lake")).isEmpty();
    }

    /// Its rows may still replace those of older versions, so it is staged for its batch's job all the same.
    @Test
    void needsNoFileWhereThereIsNoRow() throws IOException {
        AuditRecord file = valid("id,joined,mail,iban\n", 0, null);

        assertThat(stage(file)).isEqualTo(new StageAnswer(true, 0));

        assertThat(s3.keys("staging")).isEmpty();
        assertThat(now(file).state()).isEqualTo(AuditState.LOADING);
    }

    @Test
    void isNotDoneWhenTheObjectIsGone() throws IOException {
        AuditRecord file = valid(GOOD, 2, null);
        s3.remove("landing", file.version().key(), file.version().versionId());

        assertThat(stage(file)).isEqualTo(new StageAnswer(false, 0));

        assertThat(now(file).state()).isEqualTo(AuditState.GONE);
        assertThat(s3.keys("staging")).isEmpty();
    }

    @Test
    void isNotDoneUnderAStaleClaim() throws IOException {
        AuditRecord file = valid(GOOD, 2, null);
        stage(file);
        clock.pass(Loading.LEASE.plusSeconds(1));
        audit.claim(file.oid(), "bat-another", "a test", Duration.ofMinutes(10));
        int changes = s3.changes().size();

        assertThatThrownBy(() -> stage(file)).isInstanceOf(StaleClaim.class);
        assertThat(s3.changes()).hasSize(changes);
    }

    @Test
    void isNotDoneWhenOtherRowsAreSetAsideThanWereBefore() {
        AuditRecord file = valid(WITH_BAD_ROW, 3, null);

        assertThatThrownBy(() -> stage(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 rows were validated, 0 of them to be set aside");
        assertThat(s3.keys("staging")).isEmpty();
    }

    @Test
    void isNotDoneForABatchOfAnotherDataset() throws IOException {
        AuditRecord file = valid(GOOD, 2, null);

        assertThatThrownBy(() -> stage(file, BatchRef.at("orders", "daily", SettableClock.START), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is one of daily/people; batch orders 20261121T101530Z is not");
        assertThat(now(file).state()).isEqualTo(AuditState.VALID);
    }

    @Test
    void isDoneAsTheExampleEventSays() throws IOException {
        contracts.apply(CONTRACT.replace("people", "event_orders").getBytes(StandardCharsets.UTF_8));
        AuditRecord file = valid("event_orders", GOOD, 2, null);
        var output = new ByteArrayOutputStream();
        Map<String, String> values = Map.of(
                "Dataset", file.key().dataset(),
                "Object", file.key().object(),
                "Oid", file.oid().hex(),
                "Fence", "1",
                "Batch", BATCH.batch());

        new LoadFileHandler(loading())
                .handleRequest(Events.stream("StageFile", values), output, new LambdaContext(120_000));

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("{\"staged\":true,\"rows\":2}");
        assertThat(s3.keys("staging"))
                .containsExactly("staging/event_orders/batch=%s/%s.parquet".formatted(BATCH.batch(), file.oid()));
    }

    /// What DuckDB, which is not ours, finds in the staged file.
    private List<String> query(AuditRecord file, String sql) throws IOException, SQLException {
        Path copy = Files.write(elsewhere.resolve(file.oid() + ".parquet"), staged(file));
        var rows = new ArrayList<String>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet found = statement.executeQuery(sql.formatted(copy))) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private StageAnswer stage(AuditRecord record) throws IOException {
        return stage(record, BATCH, false);
    }

    private StageAnswer stage(AuditRecord record, BatchRef batch, boolean byJob) throws IOException {
        return loading().stage(record.claim(), batch, byJob, "a test", Deadline.never());
    }

    private Loading loading() {
        return new InMemoryLoading(local, s3, contracts, clock, temp)
                .with(
                        (contract, location, partitions) -> {
                            if (conflict != null) {
                                throw conflict;
                            }
                            return () -> registered.add(contract.dataset());
                        },
                        () -> new TokenKey("v1", new byte[32]));
    }

    private AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }

    private AuditRecord valid(String content, long rows, @Nullable Remarks remarks) {
        return valid("people", content, rows, remarks);
    }

    private AuditRecord valid(String dataset, String content, long rows, @Nullable Remarks remarks) {
        byte[] file = content.getBytes(StandardCharsets.UTF_8);
        ContractPin pin = contracts.current().of(dataset).orElseThrow().pin();
        String key = dataset + "/a.csv";
        var version = new ObjectVersion("landing", key, s3.put("landing", key, file));
        audit.create(new NewRecord(
                AuditKey.of(Cadence.DAILY, dataset, version),
                version,
                AuditState.NEW,
                SettableClock.START,
                file.length,
                null,
                null,
                null,
                null,
                null));
        AuditRecord claimed = audit.enlist(
                        version.id(), BATCH.executionName(), "an ARN", "a test", Duration.ofMinutes(10))
                .record();
        var move = new Move.Validated(rows, ObjectId.sha256(file), pin, remarks);
        return audit.move(claimed.claim(), move, "a test").record();
    }
}
