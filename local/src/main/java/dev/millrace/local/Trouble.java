package dev.millrace.local;

import java.io.Serial;

/// Something that the person at the terminal has to know and can mend. Its message says what happened to what, and
/// what to do.
public final class Trouble extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public Trouble(String message) {
        super(message);
    }

    public Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
