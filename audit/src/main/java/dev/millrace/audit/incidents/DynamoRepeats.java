package dev.millrace.audit.incidents;

import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.Write;
import dev.millrace.base.identity.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The notices of an incident that were counted and not sent: an item each, in the order of time.
final class DynamoRepeats {
    private static final String OID = "oid";
    private static final String KEY = "key";

    private DynamoRepeats() {}

    /// Counts a notice.
    static Write count(Incident.Id id, AuditRecord record) {
        return Write.Put.ifMissing(
                ItemKey.repeat(id.text(), record.time(), record.oid()),
                Map.of(OID, text(record.oid().hex()), KEY, text(record.version().key())));
    }

    /// Takes one away that was gathered.
    static Write take(Map<String, AttributeValue> repeat) {
        var key = new ItemKey(
                required(repeat, Attributes.DATASET).s(),
                required(repeat, Attributes.OBJECT).s());
        return new Write.Delete(key, List.of(new Condition.Exists()));
    }

    /// An incident with repeats of it gathered; a file that is in it several times counts once.
    ///
    /// @param files the files that were gathered before, to which those of the repeats are added
    static Incident add(Incident incident, List<Map<String, AttributeValue>> repeats, Set<ObjectId> files) {
        var keys = new ArrayList<>(incident.keys());
        Instant from = incident.from();
        Instant to = incident.to();
        long more = 0;
        for (Map<String, AttributeValue> repeat : repeats) {
            Instant at = Instant.parse(required(repeat, Attributes.OBJECT).s().split("#", 2)[0]);
            from = from == null || at.isBefore(from) ? at : from;
            to = to == null || at.isAfter(to) ? at : to;
            if (files.add(new ObjectId(required(repeat, OID).s()))) {
                more++;
                if (keys.size() < Incident.MAX_KEYS) {
                    keys.add(required(repeat, KEY).s());
                }
            }
        }
        return new Incident(
                incident.id(),
                incident.reason(),
                incident.closed(),
                incident.files() + more,
                from,
                to,
                keys,
                incident.revision() + 1);
    }
}
