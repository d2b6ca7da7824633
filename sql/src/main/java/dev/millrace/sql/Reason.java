package dev.millrace.sql;

import java.sql.SQLException;
import java.util.regex.Pattern;

/// Why a query answers no number, in words that hold no value of a row.
///
/// DuckDB's messages about a query that it cannot understand quote the query only. Those of a query that runs may quote
/// values, so only their kind is told.
final class Reason {
    private static final Pattern OF_THE_QUERY =
            Pattern.compile("(Parser|Syntax|Binder|Catalog) Error: .*", Pattern.DOTALL);
    private static final int LONGEST = 400;

    private Reason() {}

    static String overdue(long millis) {
        long seconds = Math.max(1, Math.round(millis / 1000.0));
        return "it takes longer than %d second%s".formatted(seconds, seconds == 1 ? "" : "s");
    }

    /// Of a query that was not run yet.
    static String ofPlanning(SQLException e, Settings settings, long millis) {
        String message = String.valueOf(e.getMessage());
        return OF_THE_QUERY.matcher(message).matches() ? shown(message) : ofRunning(e, settings, millis);
    }

    /// Of a query over rows.
    static String ofRunning(SQLException e, Settings settings, long millis) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf(" Error");
        String kind = end < 0 || end > 40 ? "" : message.substring(0, end);
        return switch (kind) {
            case "INTERRUPT" -> overdue(millis);
            case "Out of Memory" ->
                "it takes more than the %d MiB of memory and %d MiB on disk that rules in SQL have"
                        .formatted(settings.memoryBytes() >> 20, settings.diskBytes() >> 20);
            case "Conversion" -> "a value cannot be converted to the type that the query wants";
            case "Out of Range" -> "a number does not fit its type";
            case "Permission" -> "it may reach nothing but the rows";
            case "Invalid Input" -> "a function cannot take what the query gives it";
            default -> kind.matches("[A-Za-z ]+") ? "the engine answers: %s Error".formatted(kind) : "the engine fails";
        };
    }

    /// The message without the excerpt of the query, on one line.
    static String shown(String message) {
        int excerpt = message.indexOf("\n\nLINE ");
        String text = (excerpt < 0 ? message : message.substring(0, excerpt))
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
