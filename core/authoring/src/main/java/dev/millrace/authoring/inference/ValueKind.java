package dev.millrace.authoring.inference;

/// What a file itself says of the kind of a column's values.
enum ValueKind {
    /// Nothing: all are texts that may stand for anything, as in CSV.
    ANY,
    /// Strings.
    STRING,
    NUMBER,
    TRUTH,
    /// Values of the very type that the file says, as in Parquet.
    TYPED
}
