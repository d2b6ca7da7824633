package dev.millrace.faults;

/// An object is there, but its bytes cannot be read as things are: archived, or encrypted with a key that is not this
/// stack's. Trying again does not help; somebody must restore it, or upload it anew.
public final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadable(String message, Throwable cause) {
        super(message, cause);
    }
}
