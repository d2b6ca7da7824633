package dev.millrace.audit.files;

import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.ItemStore.IndexName;
import dev.millrace.base.clients.Adapter;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.UnreadableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit table as people and the sweep read it: by key conditions alone, never by a scan. The indexes lag behind
/// the table by moments, so this is for showing and finding, not for deciding. An item that cannot be read (edited by
/// hand) is left out of lists and told of.
@Adapter("DynamoDB")
public final class AuditReader {
    private static final String SHARDS = "0123456789abcdef";

    /// Far enough beyond any clock's error.
    private static final Duration AHEAD = Duration.ofDays(3650);

    private final Records records;
    private final Consumer<UnreadableRecord> unreadable;

    public AuditReader(DynamoDbClient dynamo, String table) {
        this(dynamo, table, problem -> {});
    }

    /// That of the audit table that the function is set up for.
    public static AuditReader connect(Wiring wiring) {
        return new AuditReader(DynamoItems.connect(wiring), problem -> {});
    }

    /// @param unreadable is told of each item that cannot be read
    public AuditReader(DynamoDbClient dynamo, String table, Consumer<UnreadableRecord> unreadable) {
        this(new DynamoItems(dynamo, table), unreadable);
    }

    AuditReader(ItemStore store, Consumer<UnreadableRecord> unreadable) {
        this.records = new Records(store, Clock.systemUTC());
        this.unreadable = unreadable;
    }

    /// The record of an object, read consistently.
    public Optional<AuditRecord> byId(ObjectId oid) {
        return records.find(oid);
    }

    /// The records of a state that changed at or after a time, newest first.
    public List<AuditRecord> byState(AuditState state, Instant since) {
        return newestFirst(shards(state)
                .flatMap(partition -> index(IndexName.BY_STATE, partition, since))
                .toList());
    }

    /// The records of a state that last changed within a span, both ends included, oldest first.
    ///
    /// @param wanted which of them
    /// @param limitOfShard at most so many of each of the 16 shards
    /// @param unreadable is told of each item of them that cannot be read
    public List<AuditRecord> byState(
            AuditState state,
            Instant from,
            Instant to,
            Predicate<AuditRecord> wanted,
            int limitOfShard,
            Consumer<UnreadableRecord> unreadable) {
        return shards(state)
                .flatMap(partition -> readable(
                                records.store().index(IndexName.BY_STATE, partition, from, to), unreadable)
                        .filter(wanted)
                        .limit(limitOfShard))
                .sorted(Comparator.comparing(AuditRecord::time))
                .toList();
    }

    /// The records of a dataset (its partition, such as `on-arrival/airports`) in a state that changed at or after a
    /// time, newest first.
    public List<AuditRecord> byDataset(String partition, AuditState state, Instant since) {
        return newestFirst(
                index(IndexName.BY_DATASET, partition + "#" + state, since).toList());
    }

    /// The records of a dataset in a state that last changed within a span, both ends included, oldest first: read
    /// page by page while they are used, for sets too large to be held at once. Records that leave the state
    /// meanwhile make it skip no other.
    public Stream<AuditRecord> byDataset(String partition, AuditState state, Instant from, Instant to) {
        return readable(records.store().index(IndexName.BY_DATASET, partition + "#" + state, from, to));
    }

    /// The records of objects that arrived on a day (UTC), newest change first.
    public List<AuditRecord> byDay(LocalDate day) {
        return newestFirst(shards(day)
                .flatMap(partition -> index(IndexName.BY_DAY, partition, Instant.EPOCH))
                .toList());
    }

    /// The records of all versions of a key in a partition, read consistently, newest change first.
    public List<AuditRecord> byKey(String partition, String bucket, String key) {
        return newestFirst(readable(records.store().partition(partition, AuditKey.sortKeyPrefix(bucket, key)).stream())
                .filter(r ->
                        r.version().bucket().equals(bucket) && r.version().key().equals(key))
                .toList());
    }

    /// The partitions that an index spreads a state or a day over.
    private static Stream<String> shards(Object of) {
        return SHARDS.chars().mapToObj(shard -> of + "#" + (char) shard);
    }

    private Stream<AuditRecord> index(IndexName index, String partition, Instant since) {
        return readable(
                records.store().index(index, partition, since, Instant.now().plus(AHEAD)));
    }

    private Stream<AuditRecord> readable(Stream<Map<String, AttributeValue>> items) {
        return readable(items, unreadable);
    }

    private static Stream<AuditRecord> readable(
            Stream<Map<String, AttributeValue>> items, Consumer<UnreadableRecord> unreadable) {
        return items.flatMap(item -> {
            try {
                return Stream.of(AuditItem.record(item));
            } catch (UnreadableRecord e) {
                unreadable.accept(e);
                return Stream.empty();
            }
        });
    }

    private static List<AuditRecord> newestFirst(List<AuditRecord> records) {
        return records.stream()
                .sorted(Comparator.comparing(AuditRecord::time).reversed())
                .toList();
    }
}
