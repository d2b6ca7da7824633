package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A call of a function by a Task.
///
/// @param execution name of the execution
/// @param state name of the state
/// @param function as the state machine names it, such as `${LoadFileFunction}`
/// @param attempt of the state's visit, from 1
/// @param payload what the function gets
/// @param token that the state waits for; null when it waits for the function's answer
public record AslCall(
        String execution,
        String state,
        String function,
        int attempt,
        JsonNode payload,
        @Nullable String token) {}
