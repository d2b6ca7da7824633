package dev.millrace.sql;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a query answers no number, in words that hold no value of a row.
///
/// DuckDB's messages about a query that it cannot understand quote the query only. Those of a query that runs may quote
/// values, so only their kind is told.
final class Reason {
    private static final Pattern OF_THE_QUERY =
            Pattern.compile("(Parser|Syntax|Binder|Catalog) Error: .*", Pattern.DOTALL);

    private static final Pattern KIND = Pattern.compile("([A-Za-z ]{1,40}) Error: ");
    private static final Pattern NO_ROOM = Pattern.compile("[Oo]ut of [Mm]emory|offload|allocat");

    private static final String FAILS = "the engine fails";
    private static final int LONGEST = 400;

    private Reason() {}

    static String overdue(long millis) {
        long seconds = Math.max(1, Math.round(millis / 1000.0));
        return "it takes longer than %d second%s".formatted(seconds, seconds == 1 ? "" : "s");
    }

    /// Of a query that was not run yet.
    static String ofPlanning(SQLException e, WorkerSettings settings, long millis) {
        String message = String.valueOf(e.getMessage());
        return OF_THE_QUERY.matcher(message).matches() ? shown(message) : ofRunning(e, settings, millis);
    }

    /// Of all queries, where the rows could not be kept.
    static String ofRows(SQLException e, WorkerSettings settings) {
        boolean noRoom = NO_ROOM.matcher(String.valueOf(e.getMessage())).find();
        return "the file's rows cannot be kept for it: " + (noRoom ? tooMuch("they take", settings) : FAILS);
    }

    private static String tooMuch(String subject, WorkerSettings settings) {
        return "%s more than the %d MiB of memory and %d MiB on disk that rules in SQL have"
                .formatted(subject, settings.memoryBytes() >> 20, settings.diskBytes() >> 20);
    }

    /// Of a query over rows.
    static String ofRunning(SQLException e, WorkerSettings settings, long millis) {
        String message = String.valueOf(e.getMessage());
        Matcher matcher = KIND.matcher(message);
        String kind = matcher.lookingAt() ? matcher.group(1) : "";
        return switch (kind) {
            case "INTERRUPT" -> overdue(millis);
            case "Out of Memory" -> tooMuch("it takes", settings);
            case "Conversion" -> "a value cannot be converted to the type that the query wants";
            case "Out of Range" -> "a number does not fit its type";
            case "Permission" -> "it may reach nothing but the rows";
            case "Invalid Input" -> "a function cannot take what the query gives it";
            default -> kind.isEmpty() ? FAILS : "the engine answers: %s Error".formatted(kind);
        };
    }

    /// The message's first line; beyond it stand an excerpt of the query and guesses in any order.
    static String shown(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
