package dev.millrace.audit.incidents;

import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditItem;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.incidents.Incidents.Debt;
import dev.millrace.audit.incidents.Incidents.Owed;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.audit.items.ItemStore.IndexName;
import dev.millrace.audit.items.Write;
import dev.millrace.faults.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Finds the notices that are owed, by the index of states from where the last search ended: what was told of stays
/// in its state for ever, and must not be read for ever.
final class DynamoOutstandingNotices {
    /// Read once more, should the index have lagged behind for so long.
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final ItemKey SETTLED = new ItemKey("sweep#notices", "marker");
    private static final String UNTIL = "until";
    private static final List<AuditState> STATES =
            List.of(AuditState.REJECTED, AuditState.HELD, AuditState.FAILED, AuditState.INGESTED);
    private static final String SHARDS = "0123456789abcdef";

    private final ItemStore store;

    DynamoOutstandingNotices(ItemStore store) {
        this.store = store;
    }

    Owed owed(Instant before) {
        Instant from = from(before);
        var debts = new ArrayList<Debt>();
        var unreadable = new ArrayList<Instant>();
        STATES.stream()
                .flatMap(state -> SHARDS.chars().mapToObj(shard -> state + "#" + (char) shard))
                .flatMap(partition -> owing(partition, from, before))
                .forEach(item -> {
                    Instant since =
                            Instant.parse(required(item, Attributes.TIME).s());
                    try {
                        debts.add(new Debt(AuditItem.record(item).oid(), since));
                    } catch (UnreadableRecord e) {
                        unreadable.add(since);
                    }
                });
        debts.sort(Comparator.comparing(Debt::since));
        Instant until = unreadable.stream().min(Comparator.naturalOrder()).orElse(before);
        return new Owed(debts, unreadable.size(), until);
    }

    private Stream<Map<String, AttributeValue>> owing(String partition, Instant from, Instant before) {
        return store.index(IndexName.BY_STATE, partition, from, before)
                .filter(item -> item.containsKey(Attributes.OWED));
    }

    private Instant from(Instant before) {
        Map<String, AttributeValue> marker = store.get(SETTLED);
        Instant from = marker.isEmpty()
                ? Instant.EPOCH
                : Instant.parse(required(marker, UNTIL).s()).minus(OVERLAP);
        return from.isBefore(before) ? from : before;
    }

    void settled(Instant until) {
        AttributeValue value = text(Attributes.time(until));
        if (!store.write(List.of(new Write.Update(SETTLED).set(UNTIL, value)))) {
            store.write(List.of(Write.Put.ifMissing(SETTLED, Map.of(UNTIL, value))));
        }
    }
}
