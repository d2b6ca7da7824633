package dev.millrace.contract.reading;

import java.util.Locale;

/// What a file can break.
public enum Rule {
    /// The file has no bytes, or none but a byte order mark.
    FILE_EMPTY,
    /// The file is of another kind, by its first bytes.
    FILE_KIND,
    /// The header line is not exactly the contract's columns in their order.
    HEADER,
    /// The bytes are not UTF-8.
    ENCODING,
    /// There is a NUL byte.
    NUL_BYTE,
    /// A quote is where none may be, or is never closed.
    QUOTING,
    /// A carriage return stands alone, outside quotes.
    LINE_ENDING,
    /// A record is longer than `millrace.maxRecordBytes`.
    RECORD_SIZE,
    /// A record has more or fewer fields than there are columns.
    COLUMN_COUNT,
    /// A required column has no value.
    REQUIRED,
    /// A value is not of its column's type, or the type cannot hold it exactly.
    TYPE,
    /// A text is too short.
    MIN_LENGTH,
    /// A text is too long.
    MAX_LENGTH,
    /// A text does not match the column's pattern, or the pattern takes too long to tell.
    PATTERN,
    /// A text does not have the column's format.
    FORMAT,
    /// A value is below the column's least.
    MINIMUM,
    /// A value is above the column's greatest.
    MAXIMUM,
    /// A number is not a multiple of what it must be.
    MULTIPLE_OF,
    /// A value cannot name a partition's folder.
    PARTITION_VALUE,
    /// The file has rows for more partitions than one file may.
    PARTITION_COUNT;

    /// How it is written in findings and notices, such as `column-count`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
