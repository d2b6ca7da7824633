package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class TenThousandFilesTest {
    private static final int FILES = 10_000;
    private static final int PAGES = 200;

    /// BatchWriteItem takes at most this many.
    private static final int WRITES = 25;

    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    @Tag("H089")
    @Test
    void areListedPageByPageAndEndPiecemealWhenTheTimeIsUp() {
        Set<String> landed = landed();
        orders.begun(OURS);

        List<List<String>> pages = orders.lists(OURS);

        assertThat(pages).hasSize(PAGES).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(BatchPage.MOST));
        assertThat(pages.stream().flatMap(List::stream)).hasSize(FILES).containsExactlyInAnyOrderElementsOf(landed);

        int more = 0;
        JsonNode answer = orders.failedWithin(OURS, 500);
        while (answer.path("outcome").asText().equals("MORE")) {
            assertThat(orders.batches.find(OURS)).get().matches(batch -> batch.state() == BatchState.RUNNING);
            more++;
            answer = orders.failedWithin(OURS, 5_000);
        }

        assertThat(more).isPositive();
        assertThat(answer.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(orders.batches.find(OURS).orElseThrow().counts())
                .isEqualTo(new BatchCounts(FILES, 0, 0, 0, FILES, 0));
        assertThat(orders.batches.pages(OURS)).hasSize(PAGES).allMatch(BatchPage::marked);
    }

    /// Copies a recorded file's items, since to record each would take longer than all the rest.
    ///
    /// @return the files' ids
    private Set<String> landed() {
        AuditRecord first = orders.landed("events/orders/00000.csv");
        List<Map<String, AttributeValue>> items = orders.dynamo.scan(s -> s.tableName(orders.table)).items().stream()
                .filter(item -> item.toString().contains(first.oid().hex()))
                .toList();
        var ids = new HashSet<>(Set.of(first.oid().hex()));
        var writes = new ArrayList<WriteRequest>();
        for (int i = 1; i < FILES; i++) {
            String key = "events/orders/%05d.csv".formatted(i);
            String oid = new ObjectVersion("landing", key, first.version().versionId())
                    .id()
                    .hex();
            ids.add(oid);
            for (Map<String, AttributeValue> item : items) {
                var copy = new HashMap<>(item);
                copy.replaceAll((name, value) -> value.s() == null
                        ? value
                        : AttributeValue.fromS(value.s()
                                .replace(first.oid().hex(), oid)
                                .replace(first.version().key(), key)));
                writes.add(WriteRequest.builder().putRequest(p -> p.item(copy)).build());
            }
        }
        for (int from = 0; from < writes.size(); from += WRITES) {
            List<WriteRequest> some = writes.subList(from, Math.min(from + WRITES, writes.size()));
            var answer = orders.dynamo.batchWriteItem(b -> b.requestItems(Map.of(orders.table, some)));
            assertThat(answer.unprocessedItems()).isEmpty();
        }
        return ids;
    }
}
