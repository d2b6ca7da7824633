package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.protocols.CuratedPartition;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A batch of two files with three good rows each, whose job has run.
class CommittingABatchTest {
    private static final String RESULT = "results/event_orders/20261121T101530Z/curate.json";

    private final BatchOfOrders orders = new BatchOfOrders();
    private List<AuditRecord> landed = List.of();

    @BeforeEach
    void prepare() {
        landed = orders.landed(2);
        orders.begun(OURS);
        orders.lists(OURS);
        landed.forEach(orders::staged);
        orders.ask("Prepare Job", OURS);
    }

    @AfterEach
    void close() {
        orders.close();
    }

    private RunResult result(String dataset, String batch, long rowsRead, RefusedFile... refused) {
        return result(dataset, batch, orders.manifest(OURS).orElseThrow().contract(), rowsRead, refused);
    }

    private static RunResult result(
            String dataset, String batch, String contract, long rowsRead, RefusedFile... refused) {
        var partitions = List.of(
                new CuratedPartition("year=2026", 7, "s3://lake/event_orders/1/"),
                new CuratedPartition("year=2025", 0, "s3://lake/event_orders/2/"));
        return new RunResult(
                RunManifest.CURATE,
                dataset,
                batch,
                contract,
                rowsRead,
                7,
                partitions,
                List.of(),
                List.of(refused),
                List.of(),
                1);
    }

    private void leaves(RunResult result) {
        orders.s3.put("staged", RESULT, RunJson.write(result));
    }

    private Batch batch() {
        return orders.batches.find(OURS).orElseThrow();
    }

    @Test
    void happensWhenTheJobReadEveryRow() {
        leaves(result(OURS.dataset(), OURS.batch(), 6));

        JsonNode answer = orders.ask("Commit Batch", OURS);

        assertThat(answer).hasToString("{\"rows\":7,\"partitions\":2}");
        assertThat(batch().committed()).isTrue();
        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(orders.ask("Commit Batch", OURS)).isEqualTo(answer);
    }

    @Test
    void leavesNothingToBeUndone() {
        leaves(result(OURS.dataset(), OURS.batch(), 6));

        orders.ask("Commit Batch", OURS);

        assertThat(orders.batches.mayChangeTable(NEXT)).isEmpty();
    }

    /// A result, from the contract that the manifest names.
    static Stream<UnaryOperator<RunResult>> others() {
        return Stream.of(
                r -> result(OURS.dataset(), OURS.batch(), r.contract(), 5),
                r -> result(OURS.dataset(), OURS.batch(), r.contract(), 7),
                r -> result(OURS.dataset(), NEXT.batch(), r.contract(), 6),
                r -> result("airports", OURS.batch(), r.contract(), 6),
                r -> result(OURS.dataset(), OURS.batch(), "another contract", 6));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isRefusedWhenTheResultIsAnother(UnaryOperator<RunResult> other) {
        leaves(other.apply(result(OURS.dataset(), OURS.batch(), 6)));

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("6 were staged")
                .hasMessageContaining("Nothing is marked as ingested");
        assertThat(batch().committed()).isFalse();
        assertThat(orders.batches.mayChangeTable(NEXT)).containsExactly(OURS.batch());
    }

    @Test
    void countsNoRowsOfAFileThatTheJobRefused() {
        var refused = new RefusedFile(landed.getFirst().oid().hex(), List.of(2L), "overflow");
        leaves(result(OURS.dataset(), OURS.batch(), 6, refused));
        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS)).hasMessageContaining("3 were staged");

        leaves(result(OURS.dataset(), OURS.batch(), 3, refused));
        orders.ask("Commit Batch", OURS);

        assertThat(batch().committed()).isTrue();
    }

    @Test
    void isRefusedWhenTheJobHasSetMoreRowsAsideThanItWasGiven() {
        RunManifest manifest = orders.manifest(OURS).orElseThrow();
        String oid = landed.getFirst().oid().hex();
        orders.curated(OURS, List.of(new RowsAside(oid, 3, List.of(2L), "overflow")));
        assertThat(batch().committed()).isTrue();

        for (RowsAside wrong : List.of(
                new RowsAside(oid, 4, List.of(2L), "overflow"),
                new RowsAside("b".repeat(64), 1, List.of(2L), "overflow"))) {
            assertThatThrownBy(() -> orders.curated(OURS, List.of(wrong)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Nothing is marked as ingested");
        }
        assertThat(orders.manifest(OURS)).contains(manifest);
    }

    @Test
    void isRefusedWhenTheJobRefusedAFileThatItWasNotGiven() {
        leaves(result(OURS.dataset(), OURS.batch(), 6, new RefusedFile("b".repeat(64), List.of(), "overflow")));

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refused files that it was not given: bbb");
        assertThat(batch().committed()).isFalse();
    }

    /// As when the dataset's cadence is changed meanwhile, and the newer version ingested on arrival.
    @Test
    void isRefusedWhenANewerVersionWasIngestedMeanwhile() {
        leaves(result(OURS.dataset(), OURS.batch(), 6));
        AuditRecord newer = orders.landed(landed.getFirst().version().key());
        orders.audit.enlist(newer.oid(), NEXT.executionName(), "an ARN", "a test", Duration.ofMinutes(10));
        orders.staged(newer);
        orders.versions.replaceOlder(orders.now(newer).claim(), 3, record -> OnNewVersion.REPLACE, "a test");

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(newer.version().versionId() + " took the place of its file");
        assertThat(batch().committed()).isFalse();
    }

    @Test
    void isRefusedWithoutAResult() {
        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("s3://staged/%s is not there", RESULT);
        assertThat(batch().committed()).isFalse();
    }

    @Test
    void isRefusedWhenTheResultCannotBeRead() {
        orders.s3.put("staged", RESULT, new byte[] {'{'});

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s3://staged/%s cannot be read".formatted(RESULT));
        assertThat(batch().committed()).isFalse();
    }

    /// Its files are the next batch's by now.
    @Test
    void isRefusedWhenTheBatchWasClosedMeanwhile() {
        leaves(result(OURS.dataset(), OURS.batch(), 6));
        orders.failed(OURS);

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed before its job was done");
        assertThat(batch().committed()).isFalse();
    }
}
