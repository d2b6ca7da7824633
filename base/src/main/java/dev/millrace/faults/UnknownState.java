package dev.millrace.faults;

/// A function was called by a state that it has no step for. Nothing was done.
public final class UnknownState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownState(String message) {
        super(message);
    }
}
