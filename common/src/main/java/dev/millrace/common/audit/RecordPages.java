package dev.millrace.common.audit;

import dev.millrace.common.audit.ItemStore.IndexName;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The records of a dataset in a state, read page by page while they are used, for sets too large to be held at once.
/// Records that leave the state meanwhile make it skip no other. The index that is read lags behind the table by
/// moments.
public final class RecordPages {
    private final ItemStore store;
    private final Consumer<UnreadableRecord> unreadable;

    /// @param unreadable is told of each item that cannot be read, and that is left out therefore
    public RecordPages(DynamoDbClient dynamo, String table, Consumer<UnreadableRecord> unreadable) {
        this.store = new DynamoItems(dynamo, table);
        this.unreadable = unreadable;
    }

    /// The records that last changed within a span, both ends included, oldest first.
    ///
    /// @param partition of the dataset, such as `on-arrival/airports`
    public Stream<AuditRecord> of(String partition, AuditState state, Instant from, Instant to) {
        return store.index(IndexName.BY_DATASET, partition + "#" + state, from, to)
                .flatMap(this::readable);
    }

    private Stream<AuditRecord> readable(Map<String, AttributeValue> item) {
        try {
            return Stream.of(AuditItem.record(item));
        } catch (UnreadableRecord e) {
            unreadable.accept(e);
            return Stream.empty();
        }
    }
}
