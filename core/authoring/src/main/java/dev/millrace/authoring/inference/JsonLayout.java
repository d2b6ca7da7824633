package dev.millrace.authoring.inference;

import java.util.Map;

/// JSON objects.
///
/// @param lines whether each stands on a line of its own, instead of all in one array
record JsonLayout(boolean lines) implements Layout {
    @Override
    public String ending() {
        return lines ? ".jsonl" : ".json";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("format", lines ? "jsonl" : "json");
    }
}
