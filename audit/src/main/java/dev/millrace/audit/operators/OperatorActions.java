package dev.millrace.audit.operators;

import dev.millrace.audit.files.AuditRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people, and the sweep in their place, decide about records that no running execution holds. Each method is
/// one conditional write on the record as it was seen; its result is empty when the record has changed since.
public interface OperatorActions {
    /// FAILED → NEW: it is tried again.
    ///
    /// @param executionArn of the execution that will try it, to be started after this; null when a batch will
    Optional<AuditRecord> replay(AuditRecord seen, @Nullable String executionArn, String by);

    /// Writes down which execution will take a NEW object that waited for a batch.
    ///
    /// @param executionArn of the execution, to be started after this
    /// @param note why, for the history
    Optional<AuditRecord> appoint(AuditRecord seen, String executionArn, String note, String by);

    /// HELD → NEW: it is tried again, and its content's other names do not hold it again.
    ///
    /// @param executionArn of the execution that will try it, to be started after this; null when a batch will
    /// @throws IllegalStateException when its rows are still being withdrawn
    Optional<AuditRecord> release(AuditRecord seen, @Nullable String executionArn, String by);

    /// HELD → NEW: what it waited for came. What else may hold it is not waived.
    ///
    /// @param executionArn of the execution that will try it, to be started after this; null when a batch will
    Optional<AuditRecord> goOn(AuditRecord seen, @Nullable String executionArn, String note, String by);

    /// Writes down why a HELD object waits now.
    Optional<AuditRecord> explain(AuditRecord seen, String reason);

    /// Writes down that the owners of a HELD object are to be told that it waits.
    Optional<AuditRecord> remind(AuditRecord seen, String note, String by);

    /// HELD or FAILED → IGNORED: nobody wants it. Rows that its failed attempt may have left are withdrawn.
    Optional<AuditRecord> dismiss(AuditRecord seen, String reason, String by);

    /// FAILED → NEW → INVALID: it failed again and again where others passed, so it is set aside.
    ///
    /// @param executionArn of the execution that will move it, to be started after this
    Optional<AuditRecord> giveUp(AuditRecord seen, String reason, String executionArn, String by);

    /// INVALID → INVALID: a new execution resumes its move to the failed bucket.
    ///
    /// @param executionArn of that execution, to be started after this
    Optional<AuditRecord> resume(AuditRecord seen, String executionArn, String by);

    /// NEW, VALIDATING, VALID or LOADING → FAILED: its execution ended without a word.
    Optional<AuditRecord> fail(AuditRecord seen, String reason, String by);

    /// Writes down that the bytes of a REJECTED object are about to be released as a new version of its key, or those
    /// of an INGESTED one to be ingested again, by whoever shows the password that is stored here.
    ///
    /// @throws IllegalStateException when a REJECTED one was released before
    Optional<AuditRecord> promise(AuditRecord seen, String password, String by);

    /// Whether the bytes of an object were promised to whoever shows this password.
    boolean promised(AuditRecord rejected, String password);

    /// Writes down under which version the promised bytes were put back.
    void released(AuditRecord rejected, String versionId);
}
