package dev.millrace.audit.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One move in an audit record's history.
///
/// @param at when it was written
/// @param state the state that the record moved to
/// @param fence the attempt that moved it; 0 before the first claim
/// @param by who did it: the function's state and the execution, or a command and its user
/// @param note why; null when the state says it all
public record HistoryEntry(
        Instant at,
        AuditState state,
        long fence,
        String by,
        @Nullable String note) {}
