package dev.millrace.audit.items;

import dev.millrace.base.clients.Adapter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of the audit table. Reads are consistent, except of the indexes, which lag behind by moments.
@Adapter("DynamoDB")
public interface ItemStore {
    /// An item; empty when there is none.
    Map<String, AttributeValue> get(ItemKey key);

    /// Those of these items that are there, in any order.
    List<Map<String, AttributeValue>> getAll(Collection<ItemKey> keys);

    /// Makes one update.
    ///
    /// @return the item after it; empty when a condition did not hold
    Optional<Map<String, AttributeValue>> update(Write.Update update);

    /// Makes all writes or none.
    ///
    /// @param writes at most one an item, at most 100
    /// @return false when a condition did not hold; then nothing was written
    boolean write(List<? extends Write> writes);

    /// The items of a partition whose sort keys begin with a text, in the order of the sort keys.
    List<Map<String, AttributeValue>> partition(String dataset, String objectPrefix);

    /// The items of an index's partition whose `time` is within a span, both ends included, oldest first; read as far
    /// as they are asked for.
    Stream<Map<String, AttributeValue>> index(IndexName index, String partition, Instant from, Instant to);

    /// The first of them, at most so many.
    default List<Map<String, AttributeValue>> index(
            IndexName index, String partition, Instant from, Instant to, int limit) {
        return index(index, partition, from, to).limit(limit).toList();
    }

    /// The indexes of the table.
    enum IndexName {
        BY_STATE("by-state", Attributes.STATE_SHARD),
        BY_DATASET("by-dataset", Attributes.DATASET_STATE),
        BY_DAY("by-day", Attributes.DAY_SHARD);

        private final String text;
        private final String partition;

        IndexName(String text, String partition) {
            this.text = text;
            this.partition = partition;
        }

        String text() {
            return text;
        }

        /// The attribute that is the index's partition key.
        String partition() {
            return partition;
        }
    }
}
