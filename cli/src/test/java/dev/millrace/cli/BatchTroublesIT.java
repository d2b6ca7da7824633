package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Remarks;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.JobRunState;

/// Batches whose files or contracts make trouble: a released older version, a row that cannot be curated, a contract
/// that is applied while a batch runs, another cadence.
@ExtendWith(TestCloud.Extension.class)
class BatchTroublesIT {
    private static final String DATASET = "batch_troubles";
    private static final String HEADER = "id,amount\n";

    /// So many rows with an address are more than a megabyte.
    private static final int MANY = 34_000;

    private final TestCloud cloud;
    private final JobFaults faults;

    @TempDir
    private Path folder;

    BatchTroublesIT(TestCloud cloud) {
        this.cloud = cloud;
        this.faults = new JobFaults(cloud.access());
    }

    @AfterEach
    void noMoreFaults() {
        faults.clear();
    }

    @Tag("H006")
    @Test
    void theNewerVersionWinsAndRowsThatCannotBeCuratedAreSetAside() throws IOException {
        var runs = new BatchRuns(cloud, "daily", DATASET);
        runs.apply(folder, contract("1.0.0", ", logicalTypeOptions: {maximum: 100}"), Map.of());
        ObjectVersion older = runs.land("key.csv", HEADER + "1,500\n2,600\n").getFirst();
        assertThat(runs.run(Exit.REJECTED).counts().rejected()).isEqualTo(1);
        assertThat(cloud.awaitEnd(older).state()).isEqualTo(AuditState.REJECTED);

        runs.apply(folder, contract("1.1.0", ""), Map.of());
        List<ObjectVersion> good =
                runs.land("key.csv", HEADER + "1,10\n2,20\n", "other.csv", HEADER + "3,30\n6,30000000\n7,70\n");
        ObjectVersion poison =
                runs.land("poison.csv", HEADER + "4,40\n5,30000000\n").getFirst();
        ObjectVersion released = released(older);
        Batch batch = runs.run(Exit.REJECTED);

        assertThat(batch.state()).isEqualTo(BatchState.PARTIAL);
        assertThat(batch.counts().ingested()).isEqualTo(2);
        assertThat(batch.counts().rejected()).isEqualTo(1);
        assertThat(runs.states(good)).containsOnly(AuditState.INGESTED);
        assertThat(cloud.awaitEnd(released).state()).isEqualTo(AuditState.SUPERSEDED);
        AuditRecord refused = cloud.awaitEnd(poison);
        assertThat(refused.state()).isEqualTo(AuditState.REJECTED);
        assertThat(refused.reason()).contains("could not be validated", "at line 3", "cents");
        assertThat(runs.rows("SELECT id, amount, cents FROM batch_troubles ORDER BY id"))
                .containsExactly("1|10|1000", "2|20|2000", "3|30|3000", "7|70|7000");
        ObjectVersion other = good.getLast();
        assertThat(runs.rows("SELECT _oid, _line, _rules, id, amount FROM batch_troubles_set_aside"))
                .containsExactly(other.id().hex() + "|3|curation|6|30000000");
        AuditRecord record = cloud.record(other).orElseThrow();
        assertThat(record.remarks()).isEqualTo(new Remarks(1, 1, null));
        assertThat(record.reason())
                .startsWith("1 rows could not be curated and are set aside, at line 3: The derived column cents");
        // The sweep sends it: what is owed for less than ten minutes may be on its way.
        assertThat(record.course().owed()).startsWith("REMARKS#");
        cloud.verify(DATASET);
    }

    /// Its bytes, put back as a new version that has its place in the order.
    private ObjectVersion released(ObjectVersion older) {
        TestCloud.Run release = cloud.run("release", older.id().hex());
        assertThat(release.status()).as(release.out() + release.err()).isEqualTo(Exit.OK);
        String version = cloud.record(older).orElseThrow().course().releasedAs();
        var released = new ObjectVersion(older.bucket(), older.key(), Objects.requireNonNull(version));
        assertThat(cloud.awaitEnd(released).state()).isEqualTo(AuditState.NEW);
        return released;
    }

    private static String contract(String version, String options) {
        return BatchRuns.contract(DATASET, version, """
                      - {name: id, logicalType: integer, required: true, primaryKey: true, primaryKeyPosition: 1}
                      - {name: amount, logicalType: integer%s}
                """.formatted(options), """
                  - {property: millrace.cadence, value: daily}
                  - {property: millrace.onBadRow, value: quarantine}
                  - {property: millrace.maxBadRows, value: "34%"}
                  - property: millrace.curate
                    value:
                      derive:
                        - {name: cents, type: int, sql: amount * 100}
                """);
    }

    /// The end of the job that judges the set's big file is not heard of, so its batch waits meanwhile.
    @Test
    void aSetThatANewContractCameBetweenIsTakenWholeByTheNextBatch() throws IOException {
        var runs = new BatchRuns(cloud, "daily", "batch_members");
        runs.apply(folder, members("1.0.0", ""), Map.of());
        var big = new StringBuilder("id,email\n");
        for (int id = 0; id < MANY; id++) {
            big.append("%d,member.number.%06d@example.org\n".formatted(10 + id, id));
        }
        List<ObjectVersion> files = runs.land(
                "a.csv", "id,email\n1,ann@example.org\n",
                "b.csv", "id,email\n2,bob@example.org\n",
                "big.csv", big.toString());
        ObjectVersion marker = runs.land("_SUCCESS", "").getFirst();

        faults.add("EVENT_LOST");
        Batch between = runs.begin();
        runs.awaitJob(between, JobRunState.SUCCEEDED);
        runs.apply(
                folder,
                members(
                        "2.0.0",
                        ", classification: restricted, customProperties: [{property: millrace.protect, value: tokenise}]"),
                Map.of());
        cloud.run("sweep", "--grace", "0s");
        between = runs.awaitEnd();

        assertThat(between.counts()).isEqualTo(new BatchCounts(4, 0, 0, 0, 3, 0));
        assertThat(runs.states(files)).containsOnly(AuditState.FAILED);
        assertThat(cloud.awaitEnd(marker).state()).isEqualTo(AuditState.APPLIED);
        assertThat(runs.partitions(cloud.stack().output("CatalogDatabase"))).isEmpty();

        Batch whole = runs.run(Exit.OK);

        assertThat(whole.state()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(whole.counts()).isEqualTo(new BatchCounts(3, 3, 0, 0, 0, MANY + 2));
        assertThat(runs.states(files)).containsOnly(AuditState.INGESTED);
        assertThat(files)
                .allSatisfy(file -> assertThat(Objects.requireNonNull(
                                        cloud.record(file).orElseThrow().contract())
                                .version())
                        .isEqualTo("2.0.0"));
        assertThat(
                        runs.rows(
                                "SELECT count(*), count(DISTINCT email), count(*) FILTER (email LIKE 'v1:%') FROM batch_members"))
                .containsExactly("%1$d|%1$d|%1$d".formatted(MANY + 2));
        cloud.verify("batch_members");
    }

    private static String members(String version, String protection) {
        return BatchRuns.contract("batch_members", version, """
                      - {name: id, logicalType: integer, required: true}
                      - {name: email, logicalType: string%s}
                """.formatted(protection), """
                  - {property: millrace.cadence, value: daily}
                  - {property: millrace.controlFile, value: "{folder}/_SUCCESS"}
                """);
    }

    @Test
    void whatWaitsIsNotStuckWhenTheCadenceChanges() throws IOException {
        var runs = new BatchRuns(cloud, "daily", "batch_cadence");
        runs.apply(folder, cadence("1.0.0", "daily"), Map.of());
        ObjectVersion first = runs.land("key.csv", HEADER + "1,10\n2,20\n").getFirst();

        runs.apply(folder, cadence("2.0.0", "on-arrival"), Map.of());
        cloud.run("sweep", "--grace", "0s");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> cloud.record(first).orElseThrow().state() == AuditState.INGESTED);
        ObjectVersion other = cloud.put("batch_cadence/other.csv", HEADER + "5,50\n");
        ObjectVersion copy = cloud.put("batch_cadence/copy.csv", HEADER + "1,10\n2,20\n");
        assertThat(cloud.awaitEnd(List.of(other, copy)))
                .extracting(AuditRecord::state)
                .containsExactly(AuditState.INGESTED, AuditState.HELD);

        runs.apply(folder, cadence("3.0.0", "daily"), Map.of());
        TestCloud.Run release = cloud.run("release", copy.id().hex());
        assertThat(release.status()).as(release.out() + release.err()).isEqualTo(Exit.OK);
        assertThat(cloud.awaitEnd(copy).state()).isEqualTo(AuditState.NEW);
        ObjectVersion second = runs.land("key.csv", HEADER + "1,11\n2,21\n").getFirst();
        Batch batch = runs.run(Exit.OK);

        assertThat(batch.state()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(batch.counts()).isEqualTo(new BatchCounts(2, 2, 0, 0, 0, 4));
        assertThat(runs.rows("SELECT id, amount FROM batch_cadence ORDER BY id, amount"))
                .containsExactly("1|10", "1|11", "2|20", "2|21", "5|50");
        cloud.run("sweep", "--grace", "0s");
        assertThat(runs.states(List.of(first, other, copy, second)))
                .containsExactly(AuditState.SUPERSEDED, AuditState.INGESTED, AuditState.INGESTED, AuditState.INGESTED);
        cloud.verify("batch_cadence");
        whatABatchHasWrittenCannotGoBackToFiles(runs);
    }

    /// Rows that were put beside a batch's folder would never be seen.
    private void whatABatchHasWrittenCannotGoBackToFiles(BatchRuns runs) throws IOException {
        Path file = Files.writeString(folder.resolve("back.odcs.yaml"), cadence("4.0.0", "on-arrival"));
        TestCloud.Run back = cloud.run("contract", "apply", "--accept-breaking", "a test", file.toString());
        assertThat(back.status()).isEqualTo(Exit.USAGE);
        assertThat(runs.land("late.csv", HEADER + "9,90\n")).hasSize(1);
    }

    private static String cadence(String version, String cadence) {
        return BatchRuns.contract(
                "batch_cadence", version, """
                      - {name: id, logicalType: integer, required: true}
                      - {name: amount, logicalType: integer}
                """, "  - {property: millrace.cadence, value: %s}\n".formatted(cadence));
    }
}
