package dev.millrace.contract;

import java.util.Objects;
import java.util.regex.Pattern;

/// One column of a dataset.
///
/// @param name its name in the lake and the catalog: a lowercase letter, then up to 127 of `a-z`, `0-9`, `_` (ODCS
///     `name`)
/// @param header its exact name in the header line of the files (ODCS `physicalName`; by default the name)
/// @param type what its values must be
/// @param required whether every row must have a value (ODCS `required`; false by default)
public record Column(String name, String header, LogicalType type, boolean required) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,127}");

    public Column {
        Objects.requireNonNull(type);
        if (!isName(name)) {
            throw new IllegalArgumentException("Not a column name: " + name);
        }
        if (header.isEmpty()) {
            throw new IllegalArgumentException("Column " + name + " has an empty header");
        }
    }

    /// Whether `text` can name a column.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
