package dev.millrace.audit.items;

import dev.millrace.simulation.Calls;
import dev.millrace.simulation.Calls.Service;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// The items of the audit table in memory. [ItemStoreBehaviour] holds it to DynamoDB.
public final class InMemoryItems implements ItemStore {
    /// DynamoDB sorts by the bytes of UTF-8, which is not Java's order of texts.
    static final Comparator<String> UTF_8 =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private static final int MOST_WRITES = 100;

    private final Map<String, NavigableMap<String, Map<String, AttributeValue>>> partitions = new HashMap<>();
    private final Calls calls;
    private final InMemoryIndexes indexes;
    private final List<BiConsumer<Map<String, AttributeValue>, Map<String, AttributeValue>>> watchers =
            new ArrayList<>();

    public InMemoryItems() {
        this(Calls.PLAIN, new InMemoryIndexes());
    }

    public InMemoryItems(Calls calls, InMemoryIndexes indexes) {
        this.calls = calls;
        this.indexes = indexes;
    }

    /// Tells somebody of each change: the item before it and after it, empty where there is none.
    public void watch(BiConsumer<Map<String, AttributeValue>, Map<String, AttributeValue>> watcher) {
        watchers.add(watcher);
    }

    /// An item; nothing stands before this.
    public Map<String, AttributeValue> peek(ItemKey key) {
        return item(key);
    }

    /// An item as the indexes show it.
    Map<String, AttributeValue> asIndexed(Map<String, AttributeValue> item) {
        return indexes.asSeen(item);
    }

    /// Whether there are items in a partition whose name begins so; nothing stands before this.
    public boolean hasPartition(String prefix) {
        return partitions.entrySet().stream()
                .anyMatch(e -> e.getKey().startsWith(prefix) && !e.getValue().isEmpty());
    }

    /// All items; nothing stands before this.
    public Stream<Map<String, AttributeValue>> all() {
        return partitions.values().stream().flatMap(partition -> partition.values().stream());
    }

    @Override
    public Map<String, AttributeValue> get(ItemKey key) {
        return calls.make(Service.DYNAMO, "get item", () -> item(key));
    }

    private Map<String, AttributeValue> item(ItemKey key) {
        return partition(key.dataset()).getOrDefault(key.object(), Map.of());
    }

    private NavigableMap<String, Map<String, AttributeValue>> partition(String dataset) {
        NavigableMap<String, Map<String, AttributeValue>> there = partitions.get(dataset);
        return there == null ? new TreeMap<>(UTF_8) : there;
    }

    @Override
    public List<Map<String, AttributeValue>> getAll(Collection<ItemKey> keys) {
        return calls.make(
                Service.DYNAMO,
                "get all",
                () -> keys.stream()
                        .distinct()
                        .map(this::item)
                        .filter(item -> !item.isEmpty())
                        .toList());
    }

    @Override
    public Optional<Map<String, AttributeValue>> update(Write.Update update) {
        return calls.make(
                Service.DYNAMO,
                "update",
                () -> apply(List.of(update)) ? Optional.of(item(update.key())) : Optional.empty());
    }

    @Override
    public boolean write(List<? extends Write> writes) {
        return calls.make(Service.DYNAMO, "write", () -> apply(writes));
    }

    private boolean apply(List<? extends Write> writes) {
        requireWritable(writes);
        boolean holds = writes.stream().allMatch(write -> {
            Map<String, AttributeValue> before = item(write.key());
            return write.conditions().stream().allMatch(condition -> condition.holds(before));
        });
        if (holds) {
            writes.forEach(this::apply);
        }
        return holds;
    }

    private void apply(Write write) {
        Map<String, AttributeValue> before = item(write.key());
        Map<String, AttributeValue> after = Map.copyOf(write.after(before));
        if (after.equals(before)) {
            return;
        }
        NavigableMap<String, Map<String, AttributeValue>> partition =
                partitions.computeIfAbsent(write.key().dataset(), d -> new TreeMap<>(UTF_8));
        if (after.isEmpty()) {
            partition.remove(write.key().object());
        } else {
            partition.put(write.key().object(), after);
        }
        indexes.changed(before, after);
        watchers.forEach(watcher -> watcher.accept(before, after));
    }

    /// What DynamoDB refuses outright, and not for a condition.
    private void requireWritable(List<? extends Write> writes) {
        Set<ItemKey> keys = new HashSet<>();
        for (Write write : writes) {
            if (!keys.add(write.key())) {
                throw invalid("Transaction request cannot include multiple operations on one item");
            }
            if (write instanceof Write.Update update) {
                requireWritable(update);
            }
        }
        if (writes.isEmpty() || writes.size() > MOST_WRITES) {
            throw invalid("Member must have length between 1 and " + MOST_WRITES);
        }
    }

    private void requireWritable(Write.Update update) {
        var paths = new ArrayList<String>(update.sets().keySet());
        paths.addAll(update.defaults().keySet());
        paths.addAll(update.removes());
        paths.addAll(update.adds().keySet());
        if (!update.history().isEmpty()) {
            paths.add(Attributes.HISTORY);
        }
        if (new LinkedHashSet<>(paths).size() < paths.size()) {
            throw invalid("Two document paths overlap with each other");
        }
        Map<String, AttributeValue> before = item(update.key());
        boolean happens = update.conditions().stream().allMatch(condition -> condition.holds(before));
        if (happens && !update.history().isEmpty() && !before.containsKey(Attributes.HISTORY)) {
            throw invalid("The provided expression refers to an attribute that does not exist in the item");
        }
    }

    private static DynamoDbException invalid(String message) {
        return (DynamoDbException)
                DynamoDbException.builder().statusCode(400).message(message).build();
    }

    @Override
    public List<Map<String, AttributeValue>> partition(String dataset, String objectPrefix) {
        return calls.make(
                Service.DYNAMO,
                "query items",
                () -> partition(dataset).tailMap(objectPrefix, true).entrySet().stream()
                        .takeWhile(e -> e.getKey().startsWith(objectPrefix))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    @Override
    public Stream<Map<String, AttributeValue>> index(IndexName index, String partition, Instant from, Instant to) {
        return calls
                .make(Service.DYNAMO, "query " + index.text(), () -> indexes.query(index, partition, from, to))
                .stream();
    }
}
