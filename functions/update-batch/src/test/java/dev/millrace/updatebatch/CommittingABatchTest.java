package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.Batch;
import dev.millrace.common.audit.BatchState;
import dev.millrace.lake.runs.CuratedPartition;
import dev.millrace.lake.runs.RunJson;
import dev.millrace.lake.runs.RunManifest;
import dev.millrace.lake.runs.RunResult;
import java.util.List;
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

    @BeforeEach
    void prepare() {
        List<AuditRecord> landed = orders.landed(2);
        orders.begun(OURS);
        orders.lists(OURS);
        landed.forEach(orders::staged);
        orders.ask("Prepare Job", OURS);
    }

    @AfterEach
    void close() {
        orders.close();
    }

    private static RunResult result(String kind, String dataset, String batch, long rowsRead) {
        var partitions = List.of(
                new CuratedPartition("year=2026", 7, "s3://lake/event_orders/1/"),
                new CuratedPartition("year=2025", 0, "s3://lake/event_orders/2/"));
        return new RunResult(kind, dataset, batch, "a contract", rowsRead, 7, partitions, List.of(), List.of(), 1);
    }

    private void leaves(RunResult result) {
        orders.s3.put("staged", RESULT, RunJson.write(result));
    }

    private Batch batch() {
        return orders.batches.find(OURS).orElseThrow();
    }

    @Test
    void happensWhenTheJobReadEveryRow() {
        leaves(result(RunManifest.CURATE, OURS.dataset(), OURS.batch(), 6));

        JsonNode answer = orders.ask("Commit Batch", OURS);

        assertThat(answer).hasToString("{\"rows\":7,\"partitions\":2}");
        assertThat(batch().committed()).isTrue();
        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(orders.ask("Commit Batch", OURS)).isEqualTo(answer);
    }

    @Test
    void leavesNothingToBeUndone() {
        leaves(result(RunManifest.CURATE, OURS.dataset(), OURS.batch(), 6));

        orders.ask("Commit Batch", OURS);

        assertThat(orders.batches.mayChangeTable(NEXT)).isEmpty();
    }

    static Stream<RunResult> others() {
        return Stream.of(
                result(RunManifest.CURATE, OURS.dataset(), OURS.batch(), 5),
                result(RunManifest.CURATE, OURS.dataset(), OURS.batch(), 7),
                result(RunManifest.CURATE, OURS.dataset(), NEXT.batch(), 6),
                result(RunManifest.CURATE, "airports", OURS.batch(), 6));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isRefusedWhenTheResultIsAnother(RunResult other) {
        leaves(other);

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("6 were staged. Nothing is marked as ingested");
        assertThat(batch().committed()).isFalse();
        assertThat(orders.batches.mayChangeTable(NEXT)).containsExactly(OURS.batch());
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
        leaves(result(RunManifest.CURATE, OURS.dataset(), OURS.batch(), 6));
        orders.failed(OURS);

        assertThatThrownBy(() -> orders.ask("Commit Batch", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed before its job was done");
        assertThat(batch().committed()).isFalse();
    }
}
