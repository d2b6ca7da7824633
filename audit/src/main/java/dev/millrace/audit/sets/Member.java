package dev.millrace.audit.sets;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.judging.sets.FileFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What is known of a file of a set.
///
/// @param facts what it has; it keeps its contract
/// @param arrived when S3 stored it
/// @param exact whether `arrived` is exact; else it is so to the second
/// @param waiting since when it waits, and why; null when it does not wait
public record Member(
        ObjectId oid,
        FileFacts facts,
        Instant arrived,
        boolean exact,
        @Nullable Waiting waiting) {
    /// That a file waits.
    ///
    /// @param fence of the attempt that made it wait: its record is HELD for its set under no other
    /// @param reason for people
    /// @param reminded whether its owners were told
    public record Waiting(long fence, String reason, Instant since, boolean reminded) {}

    /// What a file that is being judged has.
    public static Member of(AuditRecord record, FileFacts facts) {
        return new Member(record.oid(), facts, record.arrived(), record.sequencer() != null, null);
    }

    /// Whether it was stored after a control file. What no event told of is timed to the second; then one of the same
    /// second counts as stored before.
    public boolean isAfter(Control control) {
        ChronoUnit unit = exact && control.exact() ? ChronoUnit.NANOS : ChronoUnit.SECONDS;
        return arrived.truncatedTo(unit).isAfter(control.arrived().truncatedTo(unit));
    }
}
