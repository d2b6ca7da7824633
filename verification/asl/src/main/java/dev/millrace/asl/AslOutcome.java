package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What came of something that a Task asked for.
public sealed interface AslOutcome {
    /// It was done.
    ///
    /// @param result what `$states.result` becomes
    record Answer(JsonNode result) implements AslOutcome {}

    /// A function returned (`lambda:invoke`).
    ///
    /// @param payload what it answered
    static AslOutcome ofLambda(JsonNode payload) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("Payload", payload);
        result.put("StatusCode", 200).put("ExecutedVersion", "1");
        return new Answer(result);
    }

    /// It failed.
    ///
    /// @param error its name
    /// @param cause what is known of it: plain text, or JSON when a function threw
    record Failure(String error, String cause) implements AslOutcome {}
}
