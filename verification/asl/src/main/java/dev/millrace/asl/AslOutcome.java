package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;

/// What came of something that a Task asked for.
public sealed interface AslOutcome {
    /// It was done.
    ///
    /// @param result what `$states.result` becomes
    record Answer(JsonNode result) implements AslOutcome {}

    /// It failed.
    ///
    /// @param error its name
    /// @param cause what is known of it: plain text, or JSON when a function threw
    record Failure(String error, String cause) implements AslOutcome {}
}
