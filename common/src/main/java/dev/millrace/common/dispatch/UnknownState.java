package dev.millrace.common.dispatch;

/// A function was called by a state that it has no step for. Nothing was done.
public final class UnknownState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownState(String message) {
        super(message);
    }
}
