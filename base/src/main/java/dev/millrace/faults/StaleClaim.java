package dev.millrace.faults;

/// A writer's claim is no longer the record's: another execution took over, or closed it. Nothing was written. The
/// state machine ends in `Nothing To Do`, since the other one carries on.
public final class StaleClaim extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message which attempt was refused, and what holds the record now
    public StaleClaim(String message) {
        super(message);
    }
}
