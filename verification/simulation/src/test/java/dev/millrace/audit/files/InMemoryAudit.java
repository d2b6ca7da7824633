package dev.millrace.audit.files;

import dev.millrace.audit.incidents.DynamoIncidents;
import dev.millrace.audit.incidents.Incidents;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.DefectiveItems;
import dev.millrace.audit.items.InMemoryIndexes;
import dev.millrace.audit.items.InMemoryItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.StoreDefect;
import dev.millrace.audit.notes.DynamoSweepNotes;
import dev.millrace.audit.notes.SweepNotes;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.audit.removals.Removals;
import dev.millrace.audit.sets.DynamoFileSets;
import dev.millrace.audit.sets.FileSets;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.audit.versions.Versions;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.simulation.Calls;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit table in memory, with all who read and write it as they are.
public final class InMemoryAudit {
    private final InMemoryItems items;
    private final ItemStore store;
    private final Clock clock;

    /// An audit table that nothing stands before.
    public InMemoryAudit(Clock clock) {
        this(Calls.PLAIN, clock, clock, () -> Duration.ZERO);
    }

    /// @param calls what stands before it
    /// @param clock of those who read and write it
    /// @param indexClock of its indexes
    /// @param lag how long after it happens the next change is seen in the indexes
    public InMemoryAudit(Calls calls, Clock clock, Clock indexClock, Supplier<Duration> lag) {
        this.items = new InMemoryItems(calls, new InMemoryIndexes(indexClock, lag));
        this.store = items;
        this.clock = clock;
    }

    private InMemoryAudit(InMemoryItems items, ItemStore store, Clock clock) {
        this.items = items;
        this.store = store;
        this.clock = clock;
    }

    /// The same items through something that is wrong.
    public InMemoryAudit with(StoreDefect defect) {
        return new InMemoryAudit(items, new DefectiveItems(store, items, defect), clock);
    }

    public AuditTable table() {
        return new DynamoAuditTable(store, clock);
    }

    public Versions versions() {
        return new DynamoVersions(store, clock);
    }

    public OperatorActions operators() {
        return new DynamoOperatorActions(store, clock);
    }

    public FileSets fileSets() {
        return new DynamoFileSets(store, clock);
    }

    public Removals removals() {
        return new DynamoRemovals(store, clock);
    }

    /// Incidents, as those who tell owners group them.
    ///
    /// @param window within which owners get at most one notice of an incident
    public Incidents incidents(Duration window) {
        return new DynamoIncidents(store, window, clock);
    }

    public SweepNotes notes() {
        return new DynamoSweepNotes(store, clock);
    }

    /// A reader that takes every item that it cannot read for a mistake.
    public AuditReader reader() {
        return new AuditReader(store, problem -> {
            throw problem;
        });
    }

    /// All records, sorted by key; nothing stands before this.
    public List<AuditRecord> records() {
        return items.all()
                .filter(InMemoryAudit::isRecord)
                .map(AuditItem::record)
                .sorted(Comparator.comparing((AuditRecord r) -> r.version().key())
                        .thenComparing(AuditRecord::order)
                        .thenComparing(r -> r.oid().hex()))
                .toList();
    }

    /// The record of an object; nothing stands before this.
    public Optional<AuditRecord> record(ObjectId oid) {
        Map<String, AttributeValue> guard = items.peek(ItemKey.guard(oid));
        return guard.isEmpty()
                ? Optional.empty()
                : Optional.of(AuditItem.record(items.peek(AuditItem.key(AuditItem.guarded(guard)))));
    }

    /// Whether rows are still to be taken from their table.
    public boolean removalsAreOpen() {
        return items.hasPartition("removal#");
    }

    /// Whether an object was recorded; nothing stands before this.
    public boolean knows(ObjectId oid) {
        return !items.peek(ItemKey.guard(oid)).isEmpty();
    }

    /// Whether somebody is still to be told of something.
    public boolean owes() {
        return items.hasPartition("incident#")
                || items.hasPartition("repeats#")
                || items.all().anyMatch(item -> item.containsKey(Attributes.OWED));
    }

    /// Whether no record waits for anybody but a person.
    public boolean isAtRest() {
        return items.all().allMatch(item -> item.get(Attributes.STATE) == null || isClosed(item));
    }

    private static boolean isClosed(Map<String, AttributeValue> record) {
        AuditState state =
                AuditState.valueOf(Attributes.required(record, Attributes.STATE).s());
        return state.terminal() || (state == AuditState.HELD && !mayGoOn(record));
    }

    /// Whether it waits for its set, and nobody was told yet that it waits too long.
    private static boolean mayGoOn(Map<String, AttributeValue> record) {
        return record.containsKey(Attributes.WAITS_FOR) && !record.containsKey(Attributes.NOTICES);
    }

    /// Tells somebody of each change of a record: as it was, null when it is new; and as it is.
    public void watch(BiConsumer<@Nullable AuditRecord, AuditRecord> watcher) {
        var known = new HashMap<AuditKey, AuditRecord>();
        items.watch((before, after) -> {
            if (isRecord(after)) {
                AuditRecord record = AuditItem.record(after);
                watcher.accept(known.put(record.key(), record), record);
            }
        });
    }

    private static boolean isRecord(Map<String, AttributeValue> item) {
        return item.containsKey(Attributes.STATE);
    }
}
