package dev.millrace.faults;

/// The stack was deployed without something that is asked of it. Nothing was done; the message says what is missing,
/// and what to do, to the person who asked.
public final class NotSetUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotSetUp(String message) {
        super(message);
    }
}
