package dev.millrace.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an execution ended.
///
/// @param output JSON's null when it failed
/// @param error null when it succeeded
/// @param cause null when it succeeded
/// @param visited names of the states, in their order
/// @param transitions as AWS bills them: the start, each state that is entered, each retry
record AslResult(
        boolean succeeded,
        JsonNode output,
        @Nullable String error,
        @Nullable String cause,
        List<String> visited,
        int transitions) {}
