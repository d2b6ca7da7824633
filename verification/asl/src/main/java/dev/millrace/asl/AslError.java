package dev.millrace.asl;

import java.util.Set;

/// An error of a state, which its Retry and Catch may handle (Step Functions developer guide, "Handling errors").
public final class AslError extends Exception {
    private static final long serialVersionUID = 1L;

    /// The names that no `States.ALL` covers.
    private static final Set<String> TERMINAL = Set.of("States.DataLimitExceeded", "States.Runtime");

    private final String error;
    private final String reason;

    /// @param error its name
    /// @param reason what is known of it: plain text, or JSON when a function threw
    public AslError(String error, String reason) {
        super(error + ": " + reason);
        this.error = error;
        this.reason = reason;
    }

    /// Its name.
    public String error() {
        return error;
    }

    /// What is known of it: plain text, or JSON when a function threw.
    public String reason() {
        return reason;
    }

    /// Whether a name in `ErrorEquals` covers it.
    public boolean isCoveredBy(String name) {
        return switch (name) {
            case "States.ALL" -> !TERMINAL.contains(error);
            case "States.TaskFailed" -> !TERMINAL.contains(error) && !error.equals("States.Timeout");
            default -> name.equals(error);
        };
    }
}
