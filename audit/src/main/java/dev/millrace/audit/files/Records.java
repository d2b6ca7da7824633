package dev.millrace.audit.files;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.faults.ServiceFault;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Audit records over the items that hold them: what the classes that write records share.
public final class Records {
    /// States that a load never leaves from: rows that it may have left behind must be withdrawn.
    private static final Set<AuditState> WITHOUT_ROWS =
            Set.of(AuditState.INVALID, AuditState.HELD, AuditState.IGNORED, AuditState.SUPERSEDED, AuditState.GONE);

    /// How often a decision is taken anew when what it was based on changes meanwhile.
    private static final int ATTEMPTS = 20;

    private final ItemStore store;
    private final Clock clock;

    public Records(ItemStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public ItemStore store() {
        return store;
    }

    public Instant now() {
        return clock.instant();
    }

    /// Makes one update of a record, and trims its history where that is due; whoever writes next does so, too.
    ///
    /// @return the record after it; empty when a condition did not hold
    public Optional<AuditRecord> update(Write.Update update) {
        Optional<Map<String, AttributeValue>> written = store.update(update);
        return written.map(item -> AuditItem.record(
                DynamoHistory.trimmed(item).flatMap(store::update).orElse(item)));
    }

    public Optional<AuditRecord> find(ObjectId oid) {
        Map<String, AttributeValue> guard = store.get(ItemKey.guard(oid));
        return guard.isEmpty() ? Optional.empty() : read(AuditItem.guarded(guard));
    }

    /// The records of objects, in the order asked for, without those that were never recorded.
    List<AuditRecord> findAll(List<ObjectId> oids) {
        List<ItemKey> keys = store.getAll(oids.stream().map(ItemKey::guard).toList()).stream()
                .map(guard -> AuditItem.key(AuditItem.guarded(guard)))
                .toList();
        Map<ObjectId, AuditRecord> found = store.getAll(keys).stream()
                .map(AuditItem::record)
                .collect(Collectors.toMap(AuditRecord::oid, Function.identity()));
        return oids.stream()
                .flatMap(oid -> Optional.ofNullable(found.get(oid)).stream())
                .toList();
    }

    AuditRecord require(ObjectId oid) {
        return find(oid).orElseThrow(() -> new NoSuchObject(oid));
    }

    public Optional<AuditRecord> read(AuditKey key) {
        Map<String, AttributeValue> item = store.get(AuditItem.key(key));
        return item.isEmpty() ? Optional.empty() : Optional.of(AuditItem.record(item));
    }

    public AuditRecord read(Claim claim) {
        return read(claim.key()).orElseThrow(() -> new NoSuchObject(claim.objectId()));
    }

    /// The records of all versions of a record's key that its dataset has, in any cadence that it ever had.
    public List<AuditRecord> versions(AuditRecord record) {
        return versions(record.key(), record.version());
    }

    /// The same of an object that may not be recorded yet.
    public List<AuditRecord> versions(AuditKey key, ObjectVersion version) {
        String prefix = AuditKey.sortKeyPrefix(version.bucket(), version.key());
        return key.everyPartition().stream()
                .flatMap(partition -> store.partition(partition, prefix).stream())
                .map(AuditItem::record)
                .filter(record -> record.version().sameKey(version))
                .toList();
    }

    /// The writes that move a record under a claim: the record's own and, when rows may be left behind, the order to
    /// withdraw them.
    public List<Write> writes(AuditRecord record, long fence, Set<AuditState> from, Move move, String by) {
        var writes = new ArrayList<Write>();
        writes.add(update(record.key(), record.oid(), fence, from, move, by));
        if (leavesRows(record, move.to())) {
            writes.add(removal(record.oid(), Removal.OWN, now()));
        }
        return writes;
    }

    static boolean leavesRows(AuditRecord record, AuditState to) {
        return record.course().rowsMayBeIn() && WITHOUT_ROWS.contains(to);
    }

    static boolean mayLeaveRows(AuditState to) {
        return WITHOUT_ROWS.contains(to);
    }

    /// The update that moves a record under a claim.
    public Write.Update update(AuditKey key, ObjectId oid, long fence, Set<AuditState> from, Move move, String by) {
        Instant now = now();
        Write.Update update = AuditItem.move(
                        key, oid, move.to(), new HistoryEntry(now, move.to(), fence, by, move.reason()))
                .when(new Condition.Is(Attributes.FENCE, number(fence)))
                .when(new Condition.IsOneOf(
                        Attributes.STATE, from.stream().map(Enum::name).collect(Collectors.toSet())));
        AuditItem.facts(move, fence, now).forEach(update::set);
        if (move.to().terminal() || move.to().waiting()) {
            update.remove(Attributes.LEASE_UNTIL);
        }
        if (move.to() == AuditState.FAILED) {
            update.setIfMissing(Attributes.FAILING_SINCE, text(Attributes.time(now)));
        }
        // What an earlier attempt found, perhaps by another contract, is none of this one's.
        if (move instanceof Move.Validated valid && valid.remarks() == null) {
            Attributes.OF_REMARKS.forEach(update::remove);
        }
        // A file that was set aside was so for the reason that it was refused for.
        if (move.reason() == null && !(move instanceof Move.SetAside)) {
            update.remove(Attributes.REASON);
        }
        return update;
    }

    /// The order to take rows from their table.
    public static Write removal(ObjectId oid, String what, Instant due) {
        return new Write.Put(ItemKey.removal(oid, what), Map.of(Attributes.DUE, text(Attributes.time(due))), List.of());
    }

    /// Conditions that a record is as it was seen.
    public static List<Condition> asSeen(AuditRecord record) {
        return List.of(
                new Condition.Is(Attributes.STATE, text(record.state().name())),
                new Condition.Is(Attributes.FENCE, number(record.fence())));
    }

    /// Takes a decision until it can be written: each attempt reads anew.
    ///
    /// @param attempt empty when what it was based on changed before it was written
    public static <T> T decide(Supplier<Optional<T>> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<T> decided = attempt.get();
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        throw new ServiceFault("The audit table changed %d times while one decision was taken. It is tried again."
                .formatted(ATTEMPTS));
    }
}
