package dev.millrace.audit.files;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The audit table as functions write it. Every write is conditional, so each method may be repeated after an unclear
/// answer.
public interface AuditTable {
    /// Records an object, with the guard item of its oid in the same transaction.
    ///
    /// @return the record: the new one, or the one that was there before (also under another key, when the object's
    ///     dataset was another one then)
    default AuditRecord create(NewRecord record) {
        return create(record.key(), record.version(), others -> record);
    }

    /// Records an object whose place among the versions of its key depends on those that are recorded.
    ///
    /// @param described gives the record from the other versions of its key: from none at first, and from all
    /// of them unless each has a sequencer of S3, which says its place. It is asked anew when another one is
    /// recorded at the same moment, and changes nothing
    AuditRecord create(AuditKey key, ObjectVersion version, Function<List<AuditRecord>, NewRecord> described);

    /// The record of an object, read consistently.
    Optional<AuditRecord> find(ObjectId oid);

    /// The records of these objects, read consistently, in the order asked for; an object that was never recorded has
    /// none.
    List<AuditRecord> findAll(List<ObjectId> oids);

    /// Those of these objects that were recorded.
    Set<ObjectId> known(Collection<ObjectId> oids);

    /// Claims an object for an execution: NEW, and VALIDATING, INVALID and LOADING that are its own or whose lease
    /// has ended, are taken under a new fence.
    ///
    /// @param execution name of the execution
    /// @param by who writes, for the history
    /// @param lease how long the claim holds without a sign of life
    /// @throws NoSuchObject when the object was never recorded
    ClaimResult claim(ObjectId oid, String execution, String by, Duration lease);

    /// Claims a NEW object for a batch, whose execution ends long after each of its steps: the record names that
    /// execution, so that whoever finds the claim's lease ended can ask whether it is still running.
    ///
    /// @param execution name of the batch's execution
    /// @param executionArn its ARN
    /// @param by who writes, for the history
    /// @param lease how long the claim holds without a sign of life
    /// @return claimed, also when a lost answer is asked for again; else busy or closed
    /// @throws NoSuchObject when the object was never recorded
    ClaimResult enlist(ObjectId oid, String execution, String executionArn, String by, Duration lease);

    /// Moves a claimed record. Where rows of it may stand in its table and are no longer to, the order to withdraw
    /// them is written with the move.
    ///
    /// @param by who writes, for the history
    MoveResult move(Claim claim, Move move, String by);
}
