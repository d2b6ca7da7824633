package dev.millrace.audit.batches;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;

/// What became of the files of a batch, or of a page of it.
///
/// @param files all of them
/// @param ingested those whose rows are in their table now
/// @param rejected those that were refused, whether or not they are moved to the failed bucket yet
/// @param held those that wait for a person or for others of their set
/// @param failed those that a fault ended
/// @param left those that are NEW again, or still: the batch did not come to them
/// @param rows rows of the ingested files
public record BatchCounts(long files, long ingested, long rejected, long held, long failed, long left, long rows) {
    /// Of no file.
    public static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0, 0);

    /// Of files of which none was left.
    public BatchCounts(long files, long ingested, long rejected, long held, long failed, long rows) {
        this(files, ingested, rejected, held, failed, 0, rows);
    }

    /// Of one file, as its record stands.
    public static BatchCounts of(AuditRecord record) {
        AuditState state = record.state();
        boolean ingested = state == AuditState.INGESTED;
        boolean rejected = state == AuditState.REJECTED || state == AuditState.INVALID;
        long rows = ingested && record.rows() != null ? record.rows() : 0;
        return new BatchCounts(
                1,
                ingested ? 1 : 0,
                rejected ? 1 : 0,
                state == AuditState.HELD ? 1 : 0,
                state == AuditState.FAILED ? 1 : 0,
                state == AuditState.NEW ? 1 : 0,
                rows);
    }

    /// Of both together.
    public BatchCounts plus(BatchCounts other) {
        return new BatchCounts(
                files + other.files,
                ingested + other.ingested,
                rejected + other.rejected,
                held + other.held,
                failed + other.failed,
                left + other.left,
                rows + other.rows);
    }

    /// How many files wait for somebody or for the next batch, or were refused.
    public long troubled() {
        return rejected + held + failed + left;
    }

    /// The state of a batch that came to its end with these.
    public BatchState outcome() {
        if (files == 0) {
            return BatchState.EMPTY;
        }
        return troubled() == 0 ? BatchState.SUCCEEDED : BatchState.PARTIAL;
    }
}
