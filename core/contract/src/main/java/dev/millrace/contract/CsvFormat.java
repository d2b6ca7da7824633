package dev.millrace.contract;

/// Comma-separated values as RFC 4180 has them: UTF-8, LF or CRLF, fields quoted where needed.
///
/// @param delimiter what stands between two fields, one ASCII character (`millrace.delimiter`)
/// @param quote what a quoted field begins and ends with (`millrace.quote`), doubled inside one; [#NO_QUOTE] where
///     quotes are characters like any other
/// @param header whether the first line has the names of the columns (`millrace.header`)
/// @param maxRecordBytes the longest record in bytes, without its line end (`millrace.maxRecordBytes`); a longer one
///     stops the reading of its file, so that memory stays bounded
public record CsvFormat(char delimiter, char quote, boolean header, int maxRecordBytes) implements FileFormat {
    /// Stands for no quote at all (`millrace.quote: none`).
    public static final char NO_QUOTE = '\0';

    /// The format of a contract that says nothing about it.
    public static final CsvFormat DEFAULT = new CsvFormat(',', '"', true, DEFAULT_MAX_RECORD_BYTES);

    public CsvFormat {
        if (!canDelimit(delimiter)) {
            throw new IllegalArgumentException("Not a delimiter: U+%04X".formatted((int) delimiter));
        }
        if ((quote != NO_QUOTE && !canQuote(quote)) || quote == delimiter) {
            throw new IllegalArgumentException("Not a quote: U+%04X".formatted((int) quote));
        }
        FileFormat.requireRecordBytes(maxRecordBytes);
    }

    /// Whether `c` may stand between fields: tab or printable ASCII that is no letter, digit, quote, point, minus or
    /// space, for those are parts of values.
    public static boolean canDelimit(char c) {
        return c == '\t' || "!#$%&'()*+,/:;<=>?@[\\]^_`{|}~".indexOf(c) >= 0;
    }

    /// Whether `c` may enclose fields: the double quote, or what may stand between fields but for the tab.
    public static boolean canQuote(char c) {
        return c == '"' || (c != '\t' && canDelimit(c));
    }

    /// Whether fields can be in quotes.
    public boolean isQuoted() {
        return quote != NO_QUOTE;
    }

    /// The quote as contracts have it: the character, or `none`.
    public String quoteText() {
        return isQuoted() ? String.valueOf(quote) : "none";
    }

    @Override
    public String text() {
        return "csv";
    }

    @Override
    public String title() {
        return "CSV";
    }
}
