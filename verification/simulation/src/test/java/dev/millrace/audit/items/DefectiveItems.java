package dev.millrace.audit.items;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items as somebody uses them who does something wrong.
public final class DefectiveItems implements ItemStore {
    private final ItemStore store;
    private final InMemoryItems items;
    private final StoreDefect defect;

    public DefectiveItems(ItemStore store, InMemoryItems items, StoreDefect defect) {
        this.store = store;
        this.items = items;
        this.defect = defect;
    }

    @Override
    public Map<String, AttributeValue> get(ItemKey key) {
        return seen(key, store.get(key));
    }

    private Map<String, AttributeValue> seen(ItemKey key, Map<String, AttributeValue> item) {
        return switch (defect) {
            case NO_CONTENT_CLAIM -> key.dataset().startsWith("content#") ? Map.of() : item;
            case NO_HEAD -> without(item, "ingestedOrder");
            case INDEX_FOR_TABLE -> items.asIndexed(item);
            case NO_FENCE, NOTHING_PASSES -> item;
        };
    }

    private static Map<String, AttributeValue> without(Map<String, AttributeValue> item, String attribute) {
        var less = new HashMap<>(item);
        less.remove(attribute);
        return less;
    }

    @Override
    public List<Map<String, AttributeValue>> getAll(Collection<ItemKey> keys) {
        return store.getAll(keys);
    }

    @Override
    public Optional<Map<String, AttributeValue>> update(Write.Update update) {
        return store.update((Write.Update) unchecked(update));
    }

    @Override
    public boolean write(List<? extends Write> writes) {
        var made = new ArrayList<Write>();
        for (Write write : writes) {
            if (defect != StoreDefect.NO_CONTENT_CLAIM || !write.key().dataset().startsWith("content#")) {
                made.add(unchecked(write));
            }
        }
        return store.write(made);
    }

    /// The write without the conditions that the defect leaves out.
    private Write unchecked(Write write) {
        Predicate<Condition> leftOut = switch (defect) {
            case NO_FENCE -> c -> isAbout(c, Attributes.FENCE);
            case NO_HEAD -> c -> isAbout(c, "ingestedOid");
            case INDEX_FOR_TABLE ->
                c -> isAbout(c, Attributes.FENCE) || isAbout(c, Attributes.STATE) || isAbout(c, Attributes.TIME);
            case NO_CONTENT_CLAIM, NOTHING_PASSES -> c -> false;
        };
        return switch (write) {
            case Write.Update update -> copied(update, leftOut);
            case Write.Put put -> put;
            case Write.Delete delete -> delete;
            case Write.Check check -> check;
        };
    }

    private static boolean isAbout(Condition condition, String attribute) {
        return switch (condition) {
            case Condition.Is is -> is.attribute().equals(attribute);
            case Condition.IsOneOf one -> one.attribute().equals(attribute);
            case Condition.Lacks lacks -> lacks.attribute().equals(attribute);
            case Condition.Missing m -> false;
            case Condition.Exists e -> false;
        };
    }

    private static Write.Update copied(Write.Update update, Predicate<Condition> leftOut) {
        update.conditions().removeIf(leftOut);
        return update;
    }

    @Override
    public List<Map<String, AttributeValue>> partition(String dataset, String objectPrefix) {
        return store.partition(dataset, objectPrefix);
    }

    @Override
    public Stream<Map<String, AttributeValue>> index(IndexName index, String partition, Instant from, Instant to) {
        boolean hidden = defect == StoreDefect.NOTHING_PASSES && partition.endsWith("#INGESTED");
        return hidden ? Stream.of() : store.index(index, partition, from, to);
    }
}
