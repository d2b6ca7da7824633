package dev.millrace.audit.batches;

import dev.millrace.audit.files.Records;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The batches of a dataset that may have changed its table without being committed: one item a dataset.
final class DynamoUndo {
    private final ItemStore store;

    DynamoUndo(ItemStore store) {
        this.store = store;
    }

    /// Adds a batch.
    ///
    /// @return the others
    Set<String> add(BatchRef ref) {
        ItemKey key = ItemKey.undo(ref.dataset());
        return Records.decide(() -> {
            Map<String, AttributeValue> item = store.get(key);
            Set<String> all = names(item);
            if (all.add(ref.batch()) && !store.write(List.of(put(key, all, item)))) {
                return Optional.empty();
            }
            all.remove(ref.batch());
            return Optional.of(Set.copyOf(all));
        });
    }

    /// Those of a dataset, newest first.
    List<Batch> of(String dataset) {
        return names(store.get(ItemKey.undo(dataset))).stream()
                .map(batch -> store.get(ItemKey.batch(dataset, batch)))
                .filter(item -> !item.isEmpty())
                .map(DynamoBatchItem::batch)
                .sorted(Comparator.comparing(Batch::began).reversed())
                .toList();
    }

    /// Takes a batch out, where it is among them.
    void remove(BatchRef ref) {
        ItemKey key = ItemKey.undo(ref.dataset());
        Records.decide(() -> {
            Map<String, AttributeValue> item = store.get(key);
            Set<String> left = names(item);
            boolean done = !left.remove(ref.batch()) || store.write(List.of(put(key, left, item)));
            return done ? Optional.of(left) : Optional.empty();
        });
    }

    private static Write put(ItemKey key, Set<String> batches, Map<String, AttributeValue> before) {
        List<Condition> asRead = List.of(Condition.asRead(DynamoBatchItem.UNDO, before));
        return batches.isEmpty()
                ? new Write.Delete(key, asRead)
                : new Write.Put(key, Map.of(DynamoBatchItem.UNDO, AttributeValue.fromSs(List.copyOf(batches))), asRead);
    }

    private static Set<String> names(Map<String, AttributeValue> item) {
        return new TreeSet<>(
                item.isEmpty()
                        ? List.of()
                        : Attributes.required(item, DynamoBatchItem.UNDO).ss());
    }
}
