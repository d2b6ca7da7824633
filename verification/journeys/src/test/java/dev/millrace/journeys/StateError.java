package dev.millrace.journeys;

import java.util.Set;

/// An error of a state, which its Retry and Catch may handle (Step Functions developer guide, "Handling errors").
final class StateError extends Exception {
    private static final long serialVersionUID = 1L;

    /// The names that no `States.ALL` covers.
    private static final Set<String> TERMINAL = Set.of("States.DataLimitExceeded", "States.Runtime");

    private final String error;
    private final String cause;

    StateError(String error, String cause) {
        super(error + ": " + cause);
        this.error = error;
        this.cause = cause;
    }

    String error() {
        return error;
    }

    /// What is known of it: plain text, or JSON when a function threw.
    String reason() {
        return cause;
    }

    /// Whether a name in `ErrorEquals` covers it.
    boolean isCoveredBy(String name) {
        return switch (name) {
            case "States.ALL" -> !TERMINAL.contains(error);
            case "States.TaskFailed" -> !TERMINAL.contains(error) && !error.equals("States.Timeout");
            default -> name.equals(error);
        };
    }
}
