package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import dev.millrace.testing.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;

/// A batch with one staged file, and the dataset's table, with one partition in its place of before.
class TakingBackTest {
    private static final String MARK = "event_orders/_runs/20261121T101530Z.closed";
    private static final CatalogedPartition BEFORE =
            new CatalogedPartition(List.of("2026"), "s3://lake/event_orders/run=20261120T101530Z/year=2026/");
    private static final CatalogedTable TABLE = new CatalogedTable(
            Samples.DATASET,
            "orders",
            "s3://lake/event_orders/",
            List.of(new CatalogColumn("id", "bigint")),
            List.of(new CatalogColumn("year", "int")));

    private final BatchOfOrders orders = new BatchOfOrders();
    private final GlueTableCatalog catalog = new GlueTableCatalog(orders.aws.client(GlueClient.builder()));
    private final AuditRecord file = orders.landed("events/orders/a.csv");

    @BeforeEach
    void prepare() {
        orders.aws.catalog().database("millrace");
        catalog.save("millrace", TABLE);
        catalog.place("millrace", TABLE, List.of(BEFORE));
        orders.begun(OURS);
        orders.lists(OURS);
        orders.staged(file);
        orders.ask("Prepare Job", OURS);
    }

    @AfterEach
    void close() {
        orders.close();
    }

    /// What the job does: the journal first, then the catalog.
    private void switches(String year, @Nullable String previous) {
        String location = "s3://lake/event_orders/run=%s/year=%s/".formatted(OURS.batch(), year);
        var journal = new RunJournal(OURS.batch(), List.of(new RunJournal.Switched(List.of(year), location, previous)));
        orders.s3.put("lake", RunJournal.place("event_orders/", OURS.batch()), RunJson.write(journal));
        catalog.place("millrace", TABLE, List.of(new CatalogedPartition(List.of(year), location)));
    }

    private List<CatalogedPartition> partitions() {
        return catalog.partitions("millrace", Samples.DATASET);
    }

    @Test
    void takesAFailedBatchsRowsOutAtOnce() {
        switches("2026", BEFORE.location());

        orders.failed(OURS);

        assertThat(partitions()).containsExactly(BEFORE);
        assertThat(orders.s3.keys("lake")).contains(MARK);
        assertThat(orders.now(file).state()).isEqualTo(AuditState.FAILED);
        assertThat(orders.batches.find(OURS).orElseThrow().state()).isEqualTo(BatchState.FAILED);
    }

    @Test
    void forgetsAPartitionThatTheBatchMade() {
        switches("2027", null);

        orders.failed(OURS);

        assertThat(partitions()).containsExactly(BEFORE);
    }

    @Test
    void leavesThePartitionsOfALaterBatch() {
        switches("2026", BEFORE.location());
        var later = new CatalogedPartition(List.of("2026"), "s3://lake/event_orders/run=%s/".formatted(NEXT.batch()));
        catalog.place("millrace", TABLE, List.of(later));

        orders.failed(OURS);

        assertThat(partitions()).containsExactly(later);
    }

    /// A run that is started again, from a console, refuses itself.
    @Test
    void marksACommittedBatchOver() {
        switches("2026", BEFORE.location());
        List<CatalogedPartition> switched = partitions();
        orders.curated(OURS);

        assertThat(orders.s3.keys("lake")).contains(MARK);
        assertThat(orders.failed(OURS).path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(partitions()).isEqualTo(switched);
    }

    /// The function died between the two writes.
    @Test
    void marksACommittedBatchOverWhoeverCompletesIt() {
        orders.batches.commit(OURS);

        orders.ask("Mark Batch Ingested", OURS);

        assertThat(orders.s3.keys("lake")).contains(MARK);
    }

    /// Its function still ran when its execution was stopped. Its rows are taken back, so nobody may promise
    /// them.
    @Test
    void refusesACommitOnceRowsMayBeTakenBack() {
        switches("2026", BEFORE.location());
        orders.failedWithoutTime(OURS);
        assertThat(orders.batches.find(OURS).orElseThrow().state()).isEqualTo(BatchState.RUNNING);

        assertThatThrownBy(() -> orders.curated(OURS)).hasMessageContaining("was closed before its job was done");

        assertThat(partitions()).containsExactly(BEFORE);
        orders.failed(OURS);
        assertThat(orders.now(file).state()).isEqualTo(AuditState.FAILED);
    }

    /// The batch keeps its lock, and whoever closes it tries again: no batch is FAILED with its rows in the
    /// table.
    @Test
    void closesNothingWhileThePartitionsCannotBeSwitchedBack() {
        switches("2026", BEFORE.location());
        byte[] journal = orders.s3
                .bytes("lake", RunJournal.place("event_orders/", OURS.batch()))
                .orElseThrow();
        orders.s3.put("lake", RunJournal.place("event_orders/", OURS.batch()), new byte[] {'{'});

        assertThatThrownBy(() -> orders.failed(OURS)).hasMessageContaining("cannot be read, so nothing is switched");
        assertThat(orders.batches.find(OURS).orElseThrow().state()).isEqualTo(BatchState.RUNNING);
        assertThat(orders.now(file).state()).isEqualTo(AuditState.LOADING);

        orders.s3.put("lake", RunJournal.place("event_orders/", OURS.batch()), journal);
        orders.failed(OURS);
        assertThat(partitions()).containsExactly(BEFORE);
    }

    @Test
    void hasNothingToMarkWhereNoJobWasPrepared() {
        orders.failed(OURS);
        orders.s3.keys("lake").forEach(key -> assertThat(key).isEqualTo(MARK));
        orders.begun(NEXT);

        orders.failed(NEXT);

        assertThat(orders.s3.keys("lake")).containsExactly(MARK);
    }
}
