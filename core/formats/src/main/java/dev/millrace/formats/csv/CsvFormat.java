package dev.millrace.formats.csv;

import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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

    /// Names of delimiters in `servers` entries.
    private static final Map<String, Character> DELIMITERS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|', "colon", ':');

    /// Formats of `servers` entries that mean a delimiter.
    private static final Map<String, Character> OF_FORMATS = Map.of("tsv", '\t', "psv", '|');

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
    public List<Setting> settings() {
        return List.of(
                setting("delimiter", delimiter, "files must have another character between their fields"),
                setting("quote", quoteText(), "files must have another character around fields that need one"),
                setting("header", header ? "present" : "none", "files must begin otherwise"),
                FileFormat.maxRecordBytes(maxRecordBytes));
    }

    private static Setting setting(String name, Object value, String effect) {
        return new Setting(name, value, effect, OptionalLong.empty());
    }

    @Override
    public Set<FileCheck> fileChecks() {
        return EnumSet.allOf(FileCheck.class);
    }

    @Override
    public Set<String> serverFormats() {
        return Set.of("csv", "tsv", "psv", "txt", "text", "delimited");
    }

    @Override
    public Optional<Contradiction> contradiction(String field, String said) {
        boolean same = field.equals("format")
                ? OF_FORMATS.getOrDefault(said, delimiter) == delimiter
                : said.equals(String.valueOf(delimiter))
                        || DELIMITERS.getOrDefault(said.toLowerCase(Locale.ROOT), '\0') == delimiter;
        return same
                ? Optional.empty()
                : Optional.of(new Contradiction("delimiter", delimiter == '\t' ? "\"\\t\"" : "\"" + delimiter + "\""));
    }

    @Override
    public boolean isByPosition() {
        return !header;
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
