package dev.millrace.faults;

/// Somebody works on a launch of a job whose place a later one has taken. Nothing was done.
public final class StaleJob extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message which launch was asked for, and which one took its place
    public StaleJob(String message) {
        super(message);
    }
}
