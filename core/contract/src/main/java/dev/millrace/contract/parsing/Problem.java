package dev.millrace.contract.parsing;

import java.util.Objects;

/// Something in a contract that must be put right before it can be used.
///
/// @param line where it is, from 1
/// @param column where in the line, in characters, from 1
/// @param path the field, such as `schema[0].properties[2].logicalType`; empty for the whole file
/// @param message what is wrong and what to do, for people
public record Problem(int line, int column, String path, String message) {
    public Problem {
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
    }

    /// All of it in one line, such as `12:5 schema[0].name: …`.
    @Override
    public String toString() {
        return "%d:%d %s%s".formatted(line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
