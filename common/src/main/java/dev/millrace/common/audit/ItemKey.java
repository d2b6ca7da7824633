package dev.millrace.common.audit;

import dev.millrace.common.identity.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Key of any item of the audit table; the forms are fixed in docs/decisions/0003.
///
/// @param dataset partition key
/// @param object sort key
record ItemKey(String dataset, String object) {
    private static final String INCIDENT = "incident#";

    static ItemKey of(AuditKey key) {
        return new ItemKey(key.dataset(), key.object());
    }

    /// It says that this object was recorded, for ever, and where.
    static ItemKey guard(ObjectId oid) {
        return new ItemKey("oid#" + oid, "guard");
    }

    /// It serialises the versions of a key.
    static ItemKey head(String bucket, String key) {
        return new ItemKey("key#" + ObjectId.sha256(bucket + "\0" + key), "head");
    }

    /// It says who ingested, or is ingesting, these bytes in a dataset.
    static ItemKey content(String datasetName, String sha256) {
        return new ItemKey("content#" + datasetName + "#" + sha256, "content");
    }

    /// It says that rows are to be taken from their table.
    static ItemKey removal(ObjectId oid, String what) {
        return new ItemKey("removal#" + oid.shard(), oid.hex() + "#" + what);
    }

    /// It says that owners were told of an incident, and when they hear of the rest. In 16 partitions, so that those
    /// that are due are found.
    static ItemKey incident(Incident.Id id) {
        return new ItemKey(INCIDENT + ObjectId.sha256(id.text()).charAt(0), id.text());
    }

    /// The partitions of all incidents.
    static List<String> incidents() {
        return "0123456789abcdef"
                .chars()
                .mapToObj(shard -> INCIDENT + (char) shard)
                .toList();
    }

    /// It counts one notice that was not sent, since it repeats another.
    ///
    /// @param at when the record moved
    static ItemKey repeat(Incident.Id id, Instant at, ObjectId oid) {
        return new ItemKey(repeats(id), AuditItem.time(at) + "#" + oid.hex());
    }

    /// The partition of an incident's repeats.
    static String repeats(Incident.Id id) {
        return "repeats#" + id.text();
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(AuditItem.DATASET, AuditItem.text(dataset), AuditItem.OBJECT, AuditItem.text(object));
    }
}
