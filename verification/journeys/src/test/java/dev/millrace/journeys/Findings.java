package dev.millrace.journeys;

import java.util.List;
import java.util.function.Supplier;

/// What a trial found, each with the trial's name.
final class Findings {
    private Findings() {}

    /// @param wrong what is wrong; what it throws is, too
    static List<String> of(Object trial, Supplier<List<String>> wrong) {
        try {
            return wrong.get().stream().map(what -> trial + ": " + what).toList();
        } catch (RuntimeException | AssertionError e) {
            return List.of(trial + ": " + e);
        }
    }
}
