package dev.millrace.targets.lake;

/// The catalog did not take partitions. Asked again it may.
public final class NotRegistered extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// @param message which partitions, and why
    public NotRegistered(String message) {
        super(message);
    }
}
