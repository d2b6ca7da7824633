package dev.millrace.judging.findings;

import dev.millrace.contract.Printable;
import dev.millrace.contract.Severity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a file.
///
/// @param rule what it breaks
/// @param severity what that does to the file
/// @param line the physical line, from 1, where the record (or, for a cell, the cell) begins; 0 for the whole file
/// @param column the name of the column; null when it is not about one
/// @param value what is there, made fit to be shown (see [Printable]) and at most 100 characters; null when it is not
/// about a value
/// @param message what was expected, for people
public record Finding(
        Rule rule,
        Severity severity,
        long line,
        @Nullable String column,
        @Nullable String value,
        String message) {
    private static final int SHOWN = 100;

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(message);
        value = value == null ? null : Printable.of(value, SHOWN);
    }
}
