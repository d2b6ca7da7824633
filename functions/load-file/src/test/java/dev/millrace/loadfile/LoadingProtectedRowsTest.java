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
import dev.millrace.audit.files.Remarks;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of which some are set aside, and some values are classified.
class LoadingProtectedRowsTest {
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
                  - name: mail
                    logicalType: string
                    classification: restricted
                    customProperties: [{property: millrace.protect, value: tokenise}]
                  - name: born
                    logicalType: date
                    classification: restricted
                    customProperties: [{property: millrace.protect, value: drop}]
            customProperties:
              - {property: millrace.keyPattern, value: people/*.csv}
              - {property: millrace.onNewVersion, value: append}
              - {property: millrace.onBadRow, value: quarantine}
              - {property: millrace.maxBadRows, value: 50%}
            """;
    private static final byte[] FILE = """
            id,mail,born
            1,canary-a@example.org,1980-01-02
            x,canary-b@example.org,canary-c
            """.getBytes(StandardCharsets.UTF_8);
    private static final TokenKey KEY = new TokenKey("v1", new byte[32]);

    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final InMemoryS3 s3 = new InMemoryS3(clock);
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final List<String> registered = new ArrayList<>();

    @TempDir
    Path temp;

    @BeforeEach
    void apply() {
        contracts.apply(CONTRACT.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    @Tag("H117")
    void liesInTwoTablesWithoutAValueInClear() throws IOException {
        AuditRecord file = valid(new Remarks(1, 2, "people/x.remarks.json"));

        assertThat(load(file, () -> KEY)).isEqualTo(new LoadAnswer(LoadAnswer.Outcome.LOADED_WITH_REMARKS, 2));

        assertThat(registered).containsExactly("people", "people_set_aside");
        List<String> files =
                s3.keys("lake").stream().filter(key -> key.endsWith(".parquet")).toList();
        assertThat(files)
                .containsExactly(
                        "people/arrival_date=2026-11-21/%s.parquet".formatted(file.oid()),
                        "people_set_aside/arrival_date=2026-11-21/%s.parquet".formatted(file.oid()));
        for (String key : files) {
            assertThat(new String(s3.bytes("lake", key).orElseThrow(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("canary", "1980");
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void isNotLoadedWhenOtherRowsAreSetAsideThanWereBefore() {
        AuditRecord file = valid(null);

        assertThatThrownBy(() -> load(file, () -> KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 rows were validated, 0 of them to be set aside");
        assertThat(s3.keys("lake")).isEmpty();
    }

    @Test
    @Tag("H119")
    void isNotReadWithoutItsKey() {
        AuditRecord file = valid(new Remarks(1, 2, "people/x.remarks.json"));

        assertThatThrownBy(() -> load(file, () -> {
                    throw new IllegalStateException("access denied");
                }))
                .hasMessage("access denied");
        assertThat(s3.keys("lake")).isEmpty();
        assertThat(temp).isEmptyDirectory();
    }

    private LoadAnswer load(AuditRecord record, TokenKeys keys) throws IOException {
        Loading loading = new InMemoryLoading(local, s3, contracts, clock, temp)
                .with((contract, location, partitions) -> () -> registered.add(contract.dataset()), keys);
        return loading.load(record.claim(), "a test", Deadline.never());
    }

    private AuditRecord valid(@Nullable Remarks remarks) {
        ContractPin pin = contracts.current().contracts().getFirst().pin();
        var version = new ObjectVersion("landing", "people/a.csv", s3.put("landing", "people/a.csv", FILE));
        var key = AuditKey.of(Cadence.ON_ARRIVAL, "people", version);
        audit.create(new NewRecord(
                key, version, AuditState.NEW, SettableClock.START, FILE.length, null, null, null, null, null));
        AuditRecord claimed = audit.claim(version.id(), "ing-ours", "a test", Duration.ofMinutes(10))
                .record();
        var move = new Move.Validated(2, ObjectId.sha256(FILE), pin, remarks);
        return audit.move(claimed.claim(), move, "a test").record();
    }
}
