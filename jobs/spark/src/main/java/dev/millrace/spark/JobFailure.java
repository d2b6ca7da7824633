package dev.millrace.spark;

import org.jspecify.annotations.Nullable;

/// The job cannot do what its manifest says; the message says why, and what to do, in one line.
public final class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    JobFailure(String message) {
        super(message);
    }

    JobFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
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
        return innermost.getClass().getSimpleName() + ": " + firstLine(String.valueOf(innermost.getMessage()));
    }

    /// What the innermost cause says, in one line: of Python's errors their last line, which names the error.
    static String reason(Throwable failure) {
        String line = line(failure);
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String text = String.valueOf(innermost.getMessage()).strip();
        return text.contains("Traceback (most recent call last)") ? text.substring(text.lastIndexOf('\n') + 1) : line;
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").strip();
    }
}
