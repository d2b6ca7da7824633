package dev.millrace.startingestion;

/// A message that is no S3 event that can be acted on. It goes back to the queue and, after its last receipt, to the
/// dead-letter queue: a person must look, nothing is dropped.
final class BadEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadEvent(String message) {
        super(message);
    }

    BadEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
