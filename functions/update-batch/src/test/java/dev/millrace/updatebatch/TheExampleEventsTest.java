package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A batch that takes one file from the beginning to its end by the example events alone.
class TheExampleEventsTest {
    private static final Map<String, String> BATCH = Map.of("Batch", OURS.batch());

    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    private JsonNode handle(String event, Map<String, String> values) {
        return orders.handle(Events.stream(event, values), new LambdaContext());
    }

    private void begin() {
        JsonNode begun = handle(
                "BeginBatch",
                Map.of(
                        "Batch", OURS.batch(),
                        "Region", "eu-central-1",
                        "Account", "111122223333",
                        "BatchStateMachine", "ingest-batch"));
        assertThat(begun).hasToString("{\"outcome\":\"BEGUN\",\"reason\":\"\"}");
    }

    @Test
    void takeABatchToItsEnd() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        begin();
        assertThat(handle("GetNewList", BATCH))
                .hasToString("{\"outcome\":\"PAGE\",\"page\":1,\"files\":[\"%s\"]}".formatted(file.oid()));
        assertThat(handle("PrepareJudging", BATCH).path("outcome").asText()).isEqualTo("READY");
        assertThat(handle("GetJudgedList", BATCH))
                .hasToString("{\"outcome\":\"PAGE\",\"page\":1,\"files\":[\"%s\"]}".formatted(file.oid()));
        orders.staged(file);
        assertThat(handle("PrepareJob", BATCH).path("outcome").asText()).isEqualTo("READY");
        var result = new RunResult(
                RunManifest.CURATE,
                OURS.dataset(),
                OURS.batch(),
                orders.manifest(OURS).orElseThrow().contract(),
                3,
                3,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1);
        orders.s3.put("staged", OURS.resultsPrefix() + "curate.json", RunJson.write(result));
        assertThat(handle("CommitBatch", BATCH)).hasToString("{\"rows\":3,\"partitions\":0}");

        assertThat(handle("MarkBatchIngested", BATCH)).hasToString("{\"outcome\":\"SUCCEEDED\"}");
        assertThat(orders.now(file).state()).isEqualTo(AuditState.INGESTED);
    }

    @Test
    void endABatchThatAFaultEnded() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        begin();
        handle("GetNewList", BATCH);
        orders.moved(file, new Move.Held("too big"));

        assertThat(handle("MarkBatchFailed", BATCH)).hasToString("{\"outcome\":\"FAILED\"}");
        assertThat(orders.batches.find(OURS)).get().matches(batch -> batch.state() == BatchState.FAILED);
    }
}
