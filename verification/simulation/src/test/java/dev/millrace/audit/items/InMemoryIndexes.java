package dev.millrace.audit.items;

import dev.millrace.audit.items.ItemStore.IndexName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The indexes of the items in memory: they show what the items were a while ago.
public final class InMemoryIndexes {
    private final Map<IndexName, Map<String, NavigableMap<Place, Map<String, AttributeValue>>>> indexes =
            new EnumMap<>(IndexName.class);
    private final Queue<Change> changes = new ArrayDeque<>();
    private final Clock clock;
    private final Supplier<Duration> lag;

    /// Indexes that do not lag.
    public InMemoryIndexes() {
        this(Clock.systemUTC(), () -> Duration.ZERO);
    }

    /// @param lag how long after it happens the next change is seen; never before an earlier one
    public InMemoryIndexes(Clock clock, Supplier<Duration> lag) {
        this.clock = clock;
        this.lag = lag;
    }

    /// Where an item stands in an index's partition.
    private record Place(String time, String dataset, String object) implements Comparable<Place> {
        static Place of(Map<String, AttributeValue> item) {
            return new Place(
                    text(item, Attributes.TIME), text(item, Attributes.DATASET), text(item, Attributes.OBJECT));
        }

        private static String text(Map<String, AttributeValue> item, String attribute) {
            return Attributes.required(item, attribute).s();
        }

        @Override
        public int compareTo(Place other) {
            int byTime = time.compareTo(other.time);
            int byDataset = byTime != 0 ? byTime : dataset.compareTo(other.dataset);
            return byDataset != 0 ? byDataset : object.compareTo(other.object);
        }
    }

    private record Change(Instant seen, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {}

    /// Takes a change of an item in.
    void changed(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        if (before.containsKey(Attributes.TIME) || after.containsKey(Attributes.TIME)) {
            changes.add(new Change(clock.instant().plus(lag.get()), before, after));
        }
    }

    /// An item as it is seen now: as it was before the first of its changes that is not.
    Map<String, AttributeValue> asSeen(Map<String, AttributeValue> item) {
        catchUp();
        return changes.stream()
                .filter(change -> sameKey(change.after(), item))
                .findFirst()
                .map(Change::before)
                .filter(before -> !before.isEmpty())
                .orElse(item);
    }

    private static boolean sameKey(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
        return Objects.equals(one.get(Attributes.OBJECT), other.get(Attributes.OBJECT))
                && Objects.equals(one.get(Attributes.DATASET), other.get(Attributes.DATASET));
    }

    /// The items of a partition as they are seen now, oldest first.
    List<Map<String, AttributeValue>> query(IndexName index, String partition, Instant from, Instant to) {
        catchUp();
        NavigableMap<Place, Map<String, AttributeValue>> places =
                partitions(index).get(partition);
        if (places == null) {
            return List.of();
        }
        return places.tailMap(new Place(Attributes.time(from), "", ""), true).entrySet().stream()
                .takeWhile(e -> e.getKey().time().compareTo(Attributes.time(to)) <= 0)
                .map(Map.Entry::getValue)
                .toList();
    }

    private void catchUp() {
        Instant now = clock.instant();
        while (!changes.isEmpty() && !changes.element().seen().isAfter(now)) {
            Change change = changes.remove();
            for (IndexName index : IndexName.values()) {
                leave(index, change.before());
                enter(index, change.after());
            }
        }
    }

    private void leave(IndexName index, Map<String, AttributeValue> item) {
        if (indexed(index, item)) {
            places(index, item).remove(Place.of(item));
        }
    }

    private void enter(IndexName index, Map<String, AttributeValue> item) {
        if (indexed(index, item)) {
            places(index, item).put(Place.of(item), item);
        }
    }

    /// Items that lack one of an index's keys are not in it.
    private static boolean indexed(IndexName index, Map<String, AttributeValue> item) {
        return item.containsKey(Attributes.TIME) && item.containsKey(index.partition());
    }

    private NavigableMap<Place, Map<String, AttributeValue>> places(IndexName index, Map<String, AttributeValue> item) {
        return partitions(index)
                .computeIfAbsent(Attributes.required(item, index.partition()).s(), p -> new TreeMap<>());
    }

    private Map<String, NavigableMap<Place, Map<String, AttributeValue>>> partitions(IndexName index) {
        return indexes.computeIfAbsent(index, i -> new HashMap<>());
    }
}
