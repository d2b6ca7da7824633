package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// How an execution ended.
///
/// @param output JSON's null unless it succeeded
/// @param error null when it succeeded
/// @param cause null when it succeeded
public record AslEnd(
        Status status,
        JsonNode output,
        @Nullable String error,
        @Nullable String cause) {
    /// As Step Functions has it.
    public enum Status {
        /// It ended well.
        SUCCEEDED,
        /// An error ended it.
        FAILED,
        /// Its time was up.
        TIMED_OUT,
        /// Somebody stopped it.
        ABORTED
    }
}
