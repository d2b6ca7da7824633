package dev.millrace.contract;

/// Comma-separated values as RFC 4180 has them: UTF-8, a header line, LF or CRLF, fields quoted where needed.
///
/// @param delimiter what stands between two fields, one ASCII character (`millrace.delimiter`)
/// @param quote what a quoted field begins and ends with; doubled inside one
/// @param maxRecordBytes the longest record in bytes, without its line end (`millrace.maxRecordBytes`); a longer one
///     stops the reading of its file, so that memory stays bounded
public record CsvFormat(char delimiter, char quote, int maxRecordBytes) implements FileFormat {
    /// The default of `millrace.maxRecordBytes`: 1 MiB.
    public static final int DEFAULT_MAX_RECORD_BYTES = 1 << 20;

    /// The greatest `millrace.maxRecordBytes`: 16 MiB.
    public static final int GREATEST_MAX_RECORD_BYTES = 1 << 24;

    /// The format of a contract that says nothing about it.
    public static final CsvFormat DEFAULT = new CsvFormat(',', '"', DEFAULT_MAX_RECORD_BYTES);

    public CsvFormat {
        if (!canDelimit(delimiter)) {
            throw new IllegalArgumentException("Not a delimiter: U+%04X".formatted((int) delimiter));
        }
        if ((!canDelimit(quote) && quote != '"') || quote == delimiter) {
            throw new IllegalArgumentException("Not a quote: U+%04X".formatted((int) quote));
        }
        if (maxRecordBytes < 1 || maxRecordBytes > GREATEST_MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordBytes must be 1 to %d: %d".formatted(GREATEST_MAX_RECORD_BYTES, maxRecordBytes));
        }
    }

    /// Whether `c` may stand between fields: tab or printable ASCII that is no letter, digit, quote, point, minus or
    /// space, for those are parts of values.
    public static boolean canDelimit(char c) {
        return c == '\t' || "!#$%&'()*+,/:;<=>?@[\\]^_`{|}~".indexOf(c) >= 0;
    }
}
