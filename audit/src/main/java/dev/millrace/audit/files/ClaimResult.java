package dev.millrace.audit.files;

/// What came of asking for a claim.
public sealed interface ClaimResult {
    /// The record as it is now.
    AuditRecord record();

    /// The caller holds the record under a new fence.
    record Claimed(AuditRecord record) implements ClaimResult {}

    /// The caller held it already and came further than its caller knows: an answer was lost, and is to be given
    /// again.
    record Resumed(AuditRecord record) implements ClaimResult {}

    /// Another execution holds it, and its lease has not ended.
    record Busy(AuditRecord record) implements ClaimResult {}

    /// Nothing is to be done: the record is terminal, or waits for a person or the sweep.
    record Closed(AuditRecord record) implements ClaimResult {}
}
