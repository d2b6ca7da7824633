package dev.millrace.common.audit;

import dev.millrace.common.identity.ObjectId;
import java.time.Duration;
import java.util.Optional;

/// The audit table as functions write it. Every write is conditional, so each method may be repeated after an unclear
/// answer.
public interface AuditTable {
    /// Records an object, with the guard item of its oid in the same transaction.
    ///
    /// @return the record: the new one, or the one that was there before (also under another key, when the object's
    ///     dataset was another one then)
    AuditRecord create(NewRecord record);

    /// The record of an object, read consistently.
    Optional<AuditRecord> find(ObjectId oid);

    /// Claims an object for an execution: NEW, an own or expired VALIDATING, and INVALID are taken under a new fence.
    ///
    /// @param execution name of the execution
    /// @param by who writes, for the history
    /// @param lease how long the claim holds without a sign of life
    /// @throws NoSuchObject when the object was never recorded
    ClaimResult claim(ObjectId oid, String execution, String by, Duration lease);

    /// Moves a claimed record.
    ///
    /// @param by who writes, for the history
    MoveResult move(Claim claim, Move move, String by);

    /// Remembers that a notice was sent.
    void noteNotice(AuditKey key, String notice);
}
