package dev.millrace.local;

import java.io.Serial;

/// Something that the person at the terminal has to know and can mend. Its message says what happened to what, and
/// what to do.
public final class UserError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
