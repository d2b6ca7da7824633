package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/// Batches from the upload to the rows, with crawlers that crawl and jobs that run Spark. Each Spark job takes half a
/// minute, so a test follows one dataset through several batches.
@ExtendWith(TestCloud.Extension.class)
class BatchIT {
    private static final String HEADER = "payment_id;paid_on;country;amount;fee\n";
    private static final String ROWS =
            "SELECT payment_id, paid_on, country, amount, net_amount FROM batch_payments WHERE payment_id LIKE 'P%' ORDER BY payment_id";
    private static final String BIG_ROWS =
            "SELECT count(*), sum(net_amount) FROM batch_payments WHERE payment_id LIKE 'B%' AND paid_on = DATE '2026-11-18'";

    /// A row that is set aside.
    private static final String TOO_LONG = "B999999;2026-11-18;Ruritania-Strelsau;1.00;0.10\n";

    /// So many rows are more than a megabyte.
    private static final int MANY = 34_000;

    private final TestCloud cloud;
    private final JobFaults faults;

    @TempDir
    private Path folder;

    BatchIT(TestCloud cloud) {
        this.cloud = cloud;
        this.faults = new JobFaults(cloud.access());
    }

    @AfterEach
    void noMoreFaults() {
        faults.clear();
    }

    @Test
    void goodFilesAreCuratedTogetherBadOnesRefusedAndLaterOnesMerged() throws IOException {
        var runs = new BatchRuns(cloud, "daily", "batch_payments");
        runs.apply(folder, payments("batch_payments"), Map.of());
        List<ObjectVersion> good = runs.land(
                "one.csv",
                HEADER + "P1;2026-11-16; uk ;10.00;0.20\nP2;2026-11-17;;5.00;0.10\n",
                "two.csv",
                HEADER + "P3;2026-11-16;de;7.50;0.15\nP4;2026-11-16;NL;1.00;0.02\n",
                "big.csv",
                big("1.00") + TOO_LONG);
        List<ObjectVersion> bad = runs.land(
                "schema.csv",
                "payment_id;paid_on;country;amount\nP5;2026-11-16;de;1.00\n",
                "delimiter.csv",
                (HEADER + "P6;2026-11-16;de;1.00;0.10\n").replace(';', ','),
                "type.csv",
                HEADER + "P7;2026-11-16;de;twelve;0.10\n",
                "empty.csv",
                "",
                "big-required.csv",
                big(""));

        Batch first = runs.run(Exit.REJECTED);

        assertThat(first.state()).isEqualTo(BatchState.PARTIAL);
        assertThat(first.counts()).isEqualTo(new BatchCounts(8, 3, 5, 0, 0, 4 + MANY + 1));
        assertThat(runs.states(good)).containsOnly(AuditState.INGESTED);
        assertThat(bad).allSatisfy(file -> isRefusedAtOnce(file, first));
        assertThat(runs.notice(first).subject()).isEqualTo("Millrace: batch of batch_payments: 3 of 8 files ingested");
        assertThat(runs.rows(ROWS))
                .containsExactly(
                        "P1|2026-11-16|GB|10.00|9.80",
                        "P2|2026-11-17|ZZ|5.00|4.90",
                        "P3|2026-11-16|DE|7.50|7.35",
                        "P4|2026-11-16|NL|1.00|0.98");
        assertThat(runs.rows(BIG_ROWS)).containsExactly("34000|30600.00");
        assertThat(runs.rows("SELECT _oid, payment_id, country FROM batch_payments_set_aside"))
                .containsExactly(good.getLast().id().hex() + "|B999999|Ruritania-Strelsau");
        onlyTheStagingDatabaseKnowsWhatIsStaged(runs, first, good);
        laterFilesTakeThePlaceOfEarlierOnes(runs, good);
        aBatchWithoutFilesChangesNothing(runs);
    }

    /// A file that only a job can judge.
    ///
    /// @param amount in its last row
    private static String big(String amount) {
        var rows = new StringBuilder(HEADER);
        for (int row = 1; row < MANY; row++) {
            rows.append("B%06d;2026-11-18;de;1.00;0.10\n".formatted(row));
        }
        return rows.append("B000000;2026-11-18;de;%s;0.10\n".formatted(amount)).toString();
    }

    /// It is in the failed bucket with its report, and its owners heard of it before the batch ended.
    private void isRefusedAtOnce(ObjectVersion file, Batch batch) {
        AuditRecord record = cloud.record(file).orElseThrow();
        assertThat(record.state()).isEqualTo(AuditState.REJECTED);
        String bucket = cloud.stack().output("FailedBucket");
        for (String key :
                List.of(Objects.requireNonNull(record.failedKey()), Objects.requireNonNull(record.findingsKey()))) {
            cloud.stack().s3().headObject(h -> h.bucket(bucket).key(key));
        }
        assertThat(cloud.awaitNoticesAbout(file))
                .singleElement()
                .satisfies(notice -> assertThat(notice.at()).isBefore(batch.ended()));
    }

    private void onlyTheStagingDatabaseKnowsWhatIsStaged(BatchRuns runs, Batch batch, List<ObjectVersion> good) {
        String staged = "staging/batch_payments/batch=%s/".formatted(batch.ref().batch());
        assertThat(runs.keys("StagingBucket", "staging/batch_payments/"))
                .containsExactlyInAnyOrderElementsOf(good.stream()
                        .map(file -> staged + file.id().hex() + ".parquet")
                        .toList());
        assertThat(runs.partitions(cloud.stack().output("StagingDatabase")))
                .containsExactly("[%s] s3://%s/%s"
                        .formatted(batch.ref().batch(), cloud.stack().output("StagingBucket"), staged));
        String lake = "s3://%s/batch_payments/run=%s/paid_on="
                .formatted(cloud.stack().output("LakeBucket"), batch.ref().batch());
        assertThat(runs.partitions(cloud.stack().output("CatalogDatabase")))
                .containsExactly(
                        "[2026-11-16] " + lake + "2026-11-16/",
                        "[2026-11-17] " + lake + "2026-11-17/",
                        "[2026-11-18] " + lake + "2026-11-18/");
    }

    /// While a crawl of somebody else, who came before the files were staged, is under way; and a second batch is
    /// started. A file that is ingested again is among them: its rows are there once, in its old place.
    private void laterFilesTakeThePlaceOfEarlierOnes(BatchRuns runs, List<ObjectVersion> before) {
        List<ObjectVersion> files = runs.land(
                "one.csv",
                HEADER + "P1;2026-11-16;uk;12.00;0.20\n",
                "three.csv",
                HEADER + "P3;2026-11-16;de;8.50;0.15\n");
        ObjectVersion again = reingested(before.get(1));
        faults.add("CRAWL_LASTS");
        runs.jobServer().startCrawler(s -> s.name(runs.crawler()));
        Batch batch = runs.begin();
        runs.awaitState(batch, "Wait Before Crawl");
        TestCloud.Run crowdedOut = runs.startAndWait();
        assertThat(crowdedOut.status()).as(crowdedOut.err()).isEqualTo(Exit.HELD_OR_GONE);
        assertThat(crowdedOut.err()).contains("batch_payments: another batch of it was running");
        faults.clear();

        Batch ended = runs.awaitEnd();

        assertThat(ended.ref()).isEqualTo(batch.ref());
        assertThat(ended.state()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(ended.counts()).isEqualTo(new BatchCounts(3, 3, 0, 0, 0, 4));
        assertThat(runs.states(files)).containsOnly(AuditState.INGESTED);
        assertThat(runs.states(List.of(again))).containsOnly(AuditState.INGESTED);
        // Whose rows are out of the table already; the sweep says so.
        assertThat(cloud.run("sweep").status()).isEqualTo(Exit.OK);
        assertThat(runs.states(before))
                .containsExactly(AuditState.SUPERSEDED, AuditState.SUPERSEDED, AuditState.INGESTED);
        assertThat(runs.rows("SELECT _oid FROM batch_payments WHERE payment_id = 'P4'"))
                .containsExactly(again.id().hex());
        assertThat(runs.rows(BIG_ROWS)).containsExactly("34000|30600.00");
        assertThat(runs.rows(ROWS))
                .containsExactly(
                        "P1|2026-11-16|GB|12.00|11.80", "P3|2026-11-16|DE|8.50|8.35", "P4|2026-11-16|NL|1.00|0.98");
        assertThat(runs.notices(ended)).isEmpty();
    }

    private ObjectVersion reingested(ObjectVersion file) {
        TestCloud.Run reingest = cloud.run("reingest", file.id().hex());
        assertThat(reingest.status()).as(reingest.err()).isEqualTo(Exit.OK);
        assertThat(reingest.out()).contains("It waits for the next batch of its dataset");
        String version =
                Objects.requireNonNull(cloud.record(file).orElseThrow().course().releasedAs());
        return new ObjectVersion(file.bucket(), file.key(), version);
    }

    private void aBatchWithoutFilesChangesNothing(BatchRuns runs) {
        String database = cloud.stack().output("CatalogDatabase");
        List<String> partitions = runs.partitions(database);
        List<String> rows = runs.rows("SELECT * FROM batch_payments ORDER BY payment_id");

        assertThat(runs.run(Exit.OK).state()).isEqualTo(BatchState.EMPTY);

        assertThat(runs.partitions(database)).isEqualTo(partitions);
        assertThat(runs.rows("SELECT * FROM batch_payments ORDER BY payment_id"))
                .isEqualTo(rows);
        // The first batch's job that judges, and a job that curates of either.
        assertThat(runs.jobs()).hasSize(3);
        cloud.verify("batch_payments");
    }

    @Test
    void withoutAGoodFileNothingIsCrawledAndNoJobIsStarted() throws IOException {
        var runs = new BatchRuns(cloud, "daily", "batch_refused");
        runs.apply(folder, payments("batch_refused"), Map.of());

        Batch none = runs.run(Exit.OK);

        assertThat(none.state()).isEqualTo(BatchState.EMPTY);
        List<ObjectVersion> files = runs.land("empty.csv", "", "header.csv", "payment_id;country\nP1;de\n");
        Batch refused = runs.run(Exit.REJECTED);
        assertThat(refused.state()).isEqualTo(BatchState.PARTIAL);
        assertThat(refused.counts()).isEqualTo(new BatchCounts(2, 0, 2, 0, 0, 0));
        assertThat(files).allSatisfy(file -> isRefusedAtOnce(file, refused));
        assertThat(runs.notice(refused).subject()).isEqualTo("Millrace: batch of batch_refused: 0 of 2 files ingested");
        assertThat(runs.notices(none)).isEmpty();
        assertThatThrownBy(() -> runs.jobServer().getCrawler(g -> g.name(runs.crawler())))
                .isInstanceOf(EntityNotFoundException.class);
        assertThat(runs.jobs()).isEmpty();
        assertThat(runs.keys("StagingBucket", "")).noneMatch(key -> key.contains("batch_refused"));
        cloud.verify("batch_refused");
    }

    private static String payments(String dataset) {
        return BatchRuns.contract(dataset, "1.0.0", """
                      - {name: payment_id, logicalType: string, required: true, primaryKey: true, primaryKeyPosition: 1}
                      - {name: paid_on, logicalType: date, required: true, partitioned: true, partitionKeyPosition: 1,
                         primaryKey: true, primaryKeyPosition: 2}
                      - {name: country, logicalType: string, logicalTypeOptions: {maxLength: 12},
                         customProperties: [{property: millrace.severity, value: quarantine}]}
                      - {name: amount, logicalType: number, physicalType: 'decimal(12,2)', required: true}
                      - {name: fee, logicalType: number, physicalType: 'decimal(12,2)', required: true}
                """, """
                  - {property: millrace.cadence, value: daily}
                  - {property: millrace.delimiter, value: ";"}
                  - property: millrace.curate
                    value:
                      columns:
                        country: {trim: true, case: upper, map: {UK: GB}, default: ZZ}
                      derive:
                        - {name: net_amount, type: 'decimal(12,2)', sql: amount - fee}
                """);
    }
}
