package dev.millrace.audit.removals;

import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditItem;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.Records;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Orders in DynamoDB: items of 16 partitions of their own, which hold only what is still to be done.
public final class DynamoRemovals implements Removals {
    /// Longer than any function runs: whoever wrote rows under an old claim is gone by then.
    public static final Duration QUARANTINE = Duration.ofMinutes(20);

    private static final String SHARDS = "0123456789abcdef";

    private final Records records;

    public DynamoRemovals(DynamoDbClient dynamo, String table, Clock clock) {
        this(new DynamoItems(dynamo, table), clock);
    }

    /// Those of the audit table that the function is set up for.
    public static DynamoRemovals connect(Wiring wiring) {
        return new DynamoRemovals(DynamoItems.connect(wiring), wiring.clock());
    }

    public DynamoRemovals(ItemStore store, Clock clock) {
        this.records = new Records(store, clock);
    }

    @Override
    public List<Removal> of(AuditRecord record) {
        return Stream.of(Removal.OWN, Removal.OLDER)
                .map(what -> records.store().get(ItemKey.removal(record.oid(), what)))
                .filter(item -> !item.isEmpty())
                .map(DynamoRemovals::removal)
                .toList();
    }

    @Override
    public List<Removal> due(Instant now) {
        return open().stream().filter(removal -> !removal.due().isAfter(now)).toList();
    }

    @Override
    public List<Removal> open() {
        return SHARDS.chars()
                .mapToObj(shard -> "removal#" + (char) shard)
                .flatMap(partition -> records.store().partition(partition, "").stream())
                .map(DynamoRemovals::removal)
                .toList();
    }

    private static Removal removal(Map<String, AttributeValue> item) {
        String[] object = Attributes.required(item, Attributes.OBJECT).s().split("#", 2);
        return new Removal(
                new ObjectId(object[0]),
                object[1],
                Instant.parse(Attributes.required(item, Attributes.DUE).s()));
    }

    @Override
    public List<AuditRecord> targets(Removal removal) {
        Optional<AuditRecord> record = records.find(removal.oid());
        if (removal.what().equals(Removal.OWN)) {
            return record.stream().toList();
        }
        return record.stream()
                .flatMap(newer ->
                        records.versions(newer).stream().filter(other -> DynamoVersions.replacedBy(newer, other)))
                .sorted(Comparator.comparing(AuditRecord::order))
                .toList();
    }

    @Override
    public void taken(Removal removal, AuditRecord target, String by) {
        if (removal.what().equals(Removal.OLDER)) {
            supersede(removal, target, by);
        } else {
            withdrawn(removal, target);
        }
    }

    private void supersede(Removal removal, AuditRecord target, String by) {
        Instant now = records.now();
        var entry = new HistoryEntry(
                now,
                AuditState.SUPERSEDED,
                target.fence(),
                by,
                "Replaced by the version with object id " + removal.oid());
        Write.Update update = AuditItem.move(target.key(), target.oid(), AuditState.SUPERSEDED, entry)
                .set(Attributes.REASON, text(Attributes.cut(String.valueOf(entry.note()))))
                .remove(Attributes.ROWS_MAY_BE_IN);
        Records.asSeen(target).forEach(update::when);
        // When its condition does not hold, another one has done it.
        records.store().write(List.of(update, Records.removal(target.oid(), Removal.OWN, now.plus(QUARANTINE))));
    }

    private void withdrawn(Removal removal, AuditRecord target) {
        ItemKey key = ItemKey.removal(removal.oid(), Removal.OWN);
        var asRead = List.<Condition>of(new Condition.Is(Attributes.DUE, text(Attributes.time(removal.due()))));
        if (!target.course().rowsMayBeIn()) {
            records.store().write(List.of(new Write.Delete(key, asRead)));
            return;
        }
        Instant now = records.now();
        Write.Update cleared = new Write.Update(AuditItem.key(target.key())).remove(Attributes.ROWS_MAY_BE_IN);
        Records.asSeen(target).forEach(cleared::when);
        var writes = new ArrayList<Write>();
        writes.add(cleared);
        writes.add(new Write.Update(key)
                .when(asRead.getFirst())
                .set(Attributes.DUE, text(Attributes.time(now.plus(QUARANTINE)))));
        records.store().write(writes);
    }

    @Override
    public void done(Removal removal) {
        var asRead = new Condition.Is(Attributes.DUE, text(Attributes.time(removal.due())));
        records.store()
                .write(List.of(new Write.Delete(ItemKey.removal(removal.oid(), removal.what()), List.of(asRead))));
    }
}
