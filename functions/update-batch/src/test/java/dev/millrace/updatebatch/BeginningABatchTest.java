package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BeginningABatchTest {
    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    private static String outcome(JsonNode answer) {
        return answer.path("outcome").asText();
    }

    @Test
    void writesItDownWithItsExecution() {
        String arn = orders.start(OURS);

        assertThat(outcome(orders.begin(OURS, arn))).isEqualTo("BEGUN");

        Batch batch = orders.batches.running(OURS.dataset()).orElseThrow();
        assertThat(batch.ref()).isEqualTo(OURS);
        assertThat(batch.executionArn()).isEqualTo(arn);
        assertThat(batch.began()).isEqualTo(orders.clock.instant());
    }

    @Tag("H090")
    @Test
    void givesTheSameAnswerWhenItWasLost() {
        String arn = orders.start(OURS);
        JsonNode first = orders.begin(OURS, arn);

        assertThat(orders.begin(OURS, arn)).isEqualTo(first);
    }

    @Tag("H090")
    @Test
    void waitsForNobodyButLeavesTheFilesToTheNextWhileAnotherRuns() {
        orders.begun(OURS);

        JsonNode answer = orders.begin(NEXT, orders.start(NEXT));

        assertThat(outcome(answer)).isEqualTo("BUSY");
        assertThat(answer.path("reason").asText()).contains(OURS.batch());
        assertThat(orders.batches.find(NEXT)).isEmpty();
    }

    @Test
    void isOverWhenItWasClosedBefore() {
        String arn = orders.begun(OURS);
        orders.ask("Mark Batch Ingested", OURS);

        assertThat(outcome(orders.begin(OURS, arn))).isEqualTo("OVER");
        assertThat(orders.batches.find(OURS)).get().extracting(Batch::state).isEqualTo(BatchState.EMPTY);
    }

    @Test
    void closesTheOneBeforeWhoseExecutionDied() {
        AuditRecord file = orders.landed(1).getFirst();
        String dead = orders.begun(OURS);
        orders.lists(OURS);
        orders.aws.stepFunctions().fail(dead, "States.Runtime", "it died");

        assertThat(outcome(orders.begin(NEXT, orders.start(NEXT)))).isEqualTo("BEGUN");

        Batch before = orders.batches.find(OURS).orElseThrow();
        assertThat(before.state()).isEqualTo(BatchState.FAILED);
        assertThat(before.reason()).isEqualTo(Batch.DIED);
        assertThat(orders.now(file).state()).isEqualTo(AuditState.FAILED);
        assertThat(orders.batches.running(OURS.dataset()))
                .get()
                .extracting(Batch::ref)
                .isEqualTo(NEXT);
        assertThat(orders.batches.owed()).containsExactly(OURS);
        assertThat(orders.lists(NEXT)).containsExactly(BatchOfOrders.hex(List.of(file)));
    }

    /// Its rows are in the table, so that the next must not take its files again.
    @Test
    void completesTheOneBeforeThatDiedAfterItWasCommitted() {
        AuditRecord file = orders.landed(1).getFirst();
        String dead = orders.begun(OURS);
        orders.lists(OURS);
        orders.staged(file);
        orders.ask("Prepare Job", OURS);
        orders.curated(OURS);
        orders.aws.stepFunctions().fail(dead, "States.Runtime", "it died");

        assertThat(outcome(orders.begin(NEXT, orders.start(NEXT)))).isEqualTo("BEGUN");

        assertThat(orders.batches.find(OURS)).get().extracting(Batch::state).isEqualTo(BatchState.SUCCEEDED);
        assertThat(orders.now(file).state()).isEqualTo(AuditState.INGESTED);
        assertThat(orders.lists(NEXT)).isEmpty();
    }
}
