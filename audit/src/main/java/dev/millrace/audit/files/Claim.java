package dev.millrace.audit.files;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.millrace.base.identity.ObjectId;

/// A held claim of an audit record: what a state machine carries from state to state (references only, so in JSON it
/// is flat).
///
/// @param dataset partition key of the record
/// @param object sort key of the record
/// @param oid id of the object, 64 hexadecimal digits
/// @param fence the attempt; a writer whose fence is stale is refused
@JsonIgnoreProperties(ignoreUnknown = true)
public record Claim(String dataset, String object, String oid, long fence) {
    public Claim {
        new ObjectId(oid);
    }

    static Claim of(AuditRecord record) {
        return new Claim(
                record.key().dataset(), record.key().object(), record.oid().hex(), record.fence());
    }

    /// Key of the record.
    public AuditKey key() {
        return new AuditKey(dataset, object);
    }

    /// Id of the object.
    public ObjectId objectId() {
        return new ObjectId(oid);
    }
}
