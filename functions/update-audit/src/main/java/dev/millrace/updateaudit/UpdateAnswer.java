package dev.millrace.updateaudit;

import dev.millrace.audit.files.AuditRecord;

/// Where the audit record stands now.
record UpdateAnswer(String oid, String state, long fence) {
    static UpdateAnswer of(AuditRecord record) {
        return new UpdateAnswer(record.oid().hex(), record.state().name(), record.fence());
    }
}
