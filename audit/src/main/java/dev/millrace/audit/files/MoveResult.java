package dev.millrace.audit.files;

/// What came of a move.
public sealed interface MoveResult {
    /// The record as it is now.
    AuditRecord record();

    /// The record moved.
    record Moved(AuditRecord record) implements MoveResult {}

    /// This very claim had moved it before: the answer had been lost.
    record MovedBefore(AuditRecord record) implements MoveResult {}

    /// The fence is stale, or the state allows no such move.
    record Refused(AuditRecord record) implements MoveResult {}
}
