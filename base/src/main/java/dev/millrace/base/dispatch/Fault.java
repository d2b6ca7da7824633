package dev.millrace.base.dispatch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Printable;

/// What ended an attempt, as a state machine's Catch hands it on.
///
/// @param error name of the error: a state machine's own, or the class of the function's exception
/// @param cause its text; for a function's exception JSON with `errorMessage`
public record Fault(
        @JsonProperty(required = true) String error,
        @JsonProperty(required = true) String cause) {
    private static final int MAX_SHOWN = 500;

    /// The fault in one printable line: the error's simple name and its message.
    @Override
    public String toString() {
        return error.substring(error.lastIndexOf('.') + 1) + ": " + Printable.of(message(), MAX_SHOWN);
    }

    private String message() {
        try {
            return Json.MAPPER.readTree(cause).path("errorMessage").asText(cause);
        } catch (JsonProcessingException e) {
            // The cause of a state machine's own error is plain text, and one that was cut short is no JSON.
            return cause;
        }
    }
}
