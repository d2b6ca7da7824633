package dev.millrace.spark;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The job cannot do what its manifest says; the message says why, and what to do, in one line.
public final class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable String error;
    private final boolean ofRows;

    JobFailure(String message) {
        this(message, null);
    }

    JobFailure(String message, @Nullable Throwable cause) {
        this(message, null, cause, false);
    }

    private JobFailure(String message, @Nullable String error, @Nullable Throwable cause, boolean ofRows) {
        super(message, cause);
        this.error = error;
        this.ofRows = ofRows;
    }

    /// A failure that some rows may have caused, and others not.
    static JobFailure ofRows(String message) {
        return new JobFailure(message, null, null, true);
    }

    /// A failure of a computation; whether rows may have caused it is told from the cause.
    static JobFailure computing(String message, Throwable cause) {
        return new JobFailure(message, RowFault.name(cause), cause, RowFault.isPossible(cause));
    }

    /// A failure of a program that ran outside of this JVM.
    ///
    /// @param error the name of the error, and nothing of what it says
    static JobFailure ofProgram(String message, String error, boolean ofRows) {
        return new JobFailure(message, ofRows ? error : null, null, ofRows);
    }

    /// The name of the error behind it, and nothing of what it says, which may be values.
    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /// Whether the job may go on without the rows that caused it.
    boolean isOfRows() {
        return ofRows;
    }

    /// A failure in one line: the message of a [JobFailure] in the chain of causes, else the first line of what the
    /// innermost cause says.
    public static String line(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobFailure) {
                return firstLine(String.valueOf(cause.getMessage()));
            }
            innermost = cause;
        }
        return RowFault.withoutValues(innermost)
                .orElse(innermost.getClass().getSimpleName() + ": "
                        + firstLine(String.valueOf(innermost.getMessage())));
    }

    /// What the innermost cause says, in one line: of Python's errors their last line, which names the error.
    static String reason(Throwable failure) {
        String line = line(failure);
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String text = String.valueOf(innermost.getMessage()).strip();
        return RowFault.isTraceback(text) ? text.substring(text.lastIndexOf('\n') + 1) : line;
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").strip();
    }
}
