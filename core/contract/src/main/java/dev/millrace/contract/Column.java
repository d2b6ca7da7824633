package dev.millrace.contract;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// One column of a dataset.
///
/// @param name its name in the lake and the catalog: a lowercase letter, then up to 127 of `a-z`, `0-9`, `_` (ODCS
///     `name`); Millrace's own columns have a `_` before it, which no contract may
/// @param header its exact name in the files (ODCS `physicalName`; by default the name); may be empty
/// @param type what its values must be
/// @param required whether every row must have a value (ODCS `required`; false by default)
/// @param unique whether no value may come up twice in a file (ODCS `unique`; false by default)
/// @param values all that its values may be, as they are written in files (ODCS `enum`); empty for any
/// @param severity what breaking a rule about its values does (`millrace.severity`); empty for what the contract says
///     of bad rows
/// @param protection what becomes of its values, which are classified (`millrace.protect`); empty for values in clear
/// @param numbers how numbers are written in files of text (`millrace.numbers`; strict by default)
public record Column(
        String name,
        String header,
        LogicalType type,
        boolean required,
        boolean unique,
        List<String> values,
        Optional<Severity> severity,
        Optional<Protection> protection,
        NumberForm numbers) {
    private static final Pattern NAME = Pattern.compile("_?[a-z][a-z0-9_]{0,127}");

    public Column {
        Objects.requireNonNull(type);
        values = List.copyOf(values);
        if (!isName(name)) {
            throw new IllegalArgumentException("Not a column name: " + name);
        }
        Objects.requireNonNull(header);
    }

    /// A column with nothing but a name, a type and whether it is required.
    public Column(String name, String header, LogicalType type, boolean required) {
        this(name, header, type, required, false, List.of(), Optional.empty(), Optional.empty(), NumberForm.STRICT);
    }

    /// The column as it lies in the lake; empty when it is dropped.
    public Optional<Column> stored() {
        if (protection.isEmpty()) {
            return Optional.of(this);
        }
        return switch (protection.get()) {
            case TOKENISE, LAST_4, EMAIL_DOMAIN ->
                Optional.of(new Column(name, header, LogicalType.StringType.ANY, required));
            case YEAR ->
                Optional.of(new Column(
                        name,
                        header,
                        new LogicalType.IntegerType(IntegerFormat.I32, Range.all(), Optional.empty()),
                        required));
            case DROP -> Optional.empty();
        };
    }

    /// Whether its values must not be shown.
    public boolean isClassified() {
        return protection.isPresent();
    }

    /// Whether `text` can name a column.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
