package dev.millrace.audit.incidents;

import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditItem;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Records;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.Write;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.UnreadableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Incidents in DynamoDB: an item each, which only the first notice and the summaries write, and an item for each
/// repeat, so that thousands at once do not wait for each other.
public final class DynamoIncidents implements Incidents {
    /// How long the one who gathers has to tell and to say so.
    static final Duration LEASE = Duration.ofMinutes(10);

    /// As many items as a transaction takes, less the incident's own.
    private static final int CHUNK = 99;

    private final Records records;
    private final Duration window;
    private final DynamoOutstandingNotices debts;

    /// @param window within which owners get at most one notice of an incident
    public DynamoIncidents(DynamoDbClient dynamo, String table, Duration window, Clock clock) {
        this(new DynamoItems(dynamo, table), window, clock);
    }

    /// That of the audit table that the function is set up for.
    ///
    /// @param window within which owners get at most one notice of an incident
    public static DynamoIncidents connect(Wiring wiring, Duration window) {
        return new DynamoIncidents(DynamoItems.connect(wiring), window, wiring.clock());
    }

    public DynamoIncidents(ItemStore store, Duration window, Clock clock) {
        this.records = new Records(store, clock);
        this.window = window;
        this.debts = new DynamoOutstandingNotices(store);
    }

    @Override
    public Part enter(Incident.Id id, AuditRecord record, String mark, String reason) {
        return Records.decide(() -> tryToEnter(id, record, mark, reason));
    }

    private Optional<Part> tryToEnter(Incident.Id id, AuditRecord record, String mark, String reason) {
        Instant now = records.now();
        String notice = notice(record, mark);
        Map<String, AttributeValue> item = records.store().get(ItemKey.incident(id.text()));
        if (item.isEmpty()) {
            return first(DynamoIncidentItem.opened(id, notice, reason, now, window));
        }
        var incident = new DynamoIncidentItem(item);
        if (incident.awaits(notice)) {
            return Optional.of(Part.FIRST);
        }
        if (incident.isFree(now)) {
            return first(incident.reopened(id, notice, reason, now, window));
        }
        boolean counted = records.store().write(List.of(paid(record, mark), DynamoRepeats.count(id, record)));
        return Optional.of(counted ? Part.REPEAT : Part.SETTLED);
    }

    private Optional<Part> first(Write begin) {
        return records.store().write(List.of(begin)) ? Optional.of(Part.FIRST) : Optional.empty();
    }

    private static String notice(AuditRecord record, String mark) {
        return record.oid() + "#" + mark;
    }

    /// The record owes the notice no longer.
    private static Write paid(AuditRecord record, String mark) {
        var update = new Write.Update(AuditItem.key(record.key())).add(Attributes.NOTICES, mark);
        return mark.equals(record.course().owed())
                ? update.when(new Condition.Is(Attributes.OWED, text(mark))).remove(Attributes.OWED)
                : update;
    }

    @Override
    public void sent(Incident.Id id, AuditRecord record, String mark) {
        Write told =
                DynamoIncidentItem.sent(id, notice(record, mark), records.now().plus(window));
        Write paid = paid(record, mark);
        if (!records.store().write(List.of(told, paid))) {
            // While it was being sent, the record moved on, or another notice became the first.
            records.store().write(List.of(told));
            records.store().write(List.of(paid));
        }
    }

    @Override
    public Due due(Instant now) {
        var due = new ArrayList<Incident>();
        int unreadable = 0;
        for (String partition : ItemKey.incidents()) {
            for (Map<String, AttributeValue> item : records.store().partition(partition, "")) {
                try {
                    new DynamoIncidentItem(item).ifDue(now).ifPresent(due::add);
                } catch (UnreadableRecord e) {
                    unreadable++;
                }
            }
        }
        return new Due(due, unreadable);
    }

    @Override
    public Optional<Incident> gather(Incident due) {
        List<Map<String, AttributeValue>> repeats =
                records.store().partition(ItemKey.repeats(due.id().text()), "");
        if (repeats.isEmpty() && due.files() == 0) {
            end(due);
            return Optional.empty();
        }
        Set<ObjectId> files = new HashSet<>();
        Incident gathered = due;
        int from = 0;
        // Once at least: it is gathered already when the one before died before telling.
        do {
            List<Map<String, AttributeValue>> chunk = repeats.subList(from, Math.min(from + CHUNK, repeats.size()));
            gathered = DynamoRepeats.add(gathered, chunk, files);
            if (!gather(gathered, chunk)) {
                return Optional.empty();
            }
            from += CHUNK;
        } while (from < repeats.size());
        return Optional.of(gathered);
    }

    /// Each repeat leaves its place in the same transaction in which the incident gets it, so none is lost or told
    /// twice, wherever this ends.
    private boolean gather(Incident gathered, List<Map<String, AttributeValue>> repeats) {
        var writes = new ArrayList<Write>();
        writes.add(DynamoIncidentItem.gathered(gathered, records.now().plus(LEASE)));
        repeats.forEach(repeat -> writes.add(DynamoRepeats.take(repeat)));
        return records.store().write(writes);
    }

    /// It is closed first, and deleted only when whoever saw it open is long gone and has counted what was to be
    /// counted.
    private void end(Incident quiet) {
        Write end = quiet.closed()
                ? DynamoIncidentItem.deleted(quiet)
                : DynamoIncidentItem.closed(quiet, records.now().plus(DynamoRemovals.QUARANTINE));
        records.store().write(List.of(end));
    }

    @Override
    public void summarised(Incident gathered) {
        records.store()
                .write(List.of(
                        DynamoIncidentItem.summarised(gathered, records.now().plus(window))));
    }

    @Override
    public Owed owed(Instant before) {
        return debts.owed(before);
    }

    @Override
    public void settled(Instant until) {
        debts.settled(until);
    }
}
