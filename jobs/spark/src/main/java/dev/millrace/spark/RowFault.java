package dev.millrace.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/// Tells failures that rows may have caused from those of queries, machines and stores, and says them without values.
final class RowFault {
    /// What Spark and Python say when it is the machines, or what lies in a store.
    private static final List<String> NOT_OF_ROWS = List.of(
            "ExecutorLostFailure",
            "OutOfMemoryError",
            "\nMemoryError",
            "No space left on device",
            "FetchFailed",
            "Encountered error while reading file",
            "FAILED_READ_FILE",
            "Python worker exited unexpectedly",
            "cancelled because");

    private RowFault() {}

    /// Whether rows may have caused a failure: with other rows the same computation may succeed.
    static boolean isPossible(Throwable failure) {
        return chain(failure).stream().noneMatch(RowFault::isOfSomethingElse);
    }

    private static boolean isOfSomethingElse(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        return (cause instanceof JobFailure known && !known.isOfRows())
                || cause instanceof AnalysisException
                || cause instanceof VirtualMachineError
                || cause instanceof LinkageError
                || cause instanceof IOException
                || cause instanceof InterruptedException
                || NOT_OF_ROWS.stream().anyMatch(said::contains);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /// An error of Spark's about a value, which its message would show: the error's class, and where in the query it
    /// arose; empty for other failures.
    static Optional<String> withoutValues(Throwable cause) {
        if (!(cause instanceof SparkThrowable spark)
                || cause instanceof AnalysisException
                || cause instanceof SparkException
                || spark.getErrorClass() == null
                || spark.getErrorClass().startsWith("_LEGACY")) {
            return Optional.empty();
        }
        String where = Arrays.stream(spark.getQueryContext())
                .map(QueryContext::fragment)
                .filter(fragment -> !fragment.isBlank())
                .map(fragment -> " in " + fragment.strip().lines().collect(Collectors.joining(" ")))
                .findFirst()
                .orElse("");
        return Optional.of("%s: [%s]%s".formatted(cause.getClass().getSimpleName(), spark.getErrorClass(), where));
    }

    /// The name of the error that is behind a failure, such as `ZeroDivisionError`: what it says may hold values.
    static String name(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Throwable innermost = chain.get(chain.size() - 1);
        String text = String.valueOf(innermost.getMessage()).strip();
        if (isTraceback(text)) {
            return beforeColon(text.substring(text.lastIndexOf('\n') + 1));
        }
        return withoutValues(innermost).orElse(innermost.getClass().getSimpleName());
    }

    /// What stands before the first colon of a text.
    static String beforeColon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    /// Whether a text is one of Python's, of an error.
    static boolean isTraceback(String text) {
        return text.contains("Traceback (most recent call last)");
    }
}
