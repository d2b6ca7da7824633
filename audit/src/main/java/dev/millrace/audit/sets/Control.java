package dev.millrace.audit.sets;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import java.time.Instant;

/// The control file that is in force for a set: the newest version that was read.
///
/// @param size of the file, in bytes
/// @param order its place among the versions of its key
/// @param arrived when S3 stored it
/// @param exact whether `arrived` is exact; else it is so to the second
public record Control(ObjectVersion version, long size, VersionOrder order, Instant arrived, boolean exact) {
    static Control of(AuditRecord record, long size) {
        return new Control(record.version(), size, record.order(), record.arrived(), record.sequencer() != null);
    }
}
