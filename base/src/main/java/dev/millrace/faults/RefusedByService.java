package dev.millrace.faults;

/// A service refused a request for good: access denied, a missing resource, a request it does not take. Asking again
/// does not help; somebody must mend the function's role or the stack's set-up, then replay the object.
public final class RefusedByService extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedByService(String message, Throwable cause) {
        super(message, cause);
    }
}
