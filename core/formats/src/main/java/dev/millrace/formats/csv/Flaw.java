package dev.millrace.formats.csv;

import dev.millrace.judging.findings.Rule;

/// Why a record could not be split into its fields.
enum Flaw {
    NONE(Rule.QUOTING, ""),
    QUOTE_IN_FIELD(
            Rule.QUOTING,
            "a quote stands inside a field that does not begin with one; put the field in quotes and double those in it"),
    TEXT_AFTER_QUOTE(Rule.QUOTING, "text follows a closing quote; a quote inside a quoted field must be doubled"),
    UNCLOSED_QUOTE(Rule.QUOTING, "a quote opens here and is never closed"),
    LONE_CARRIAGE_RETURN(
            Rule.LINE_ENDING,
            "a carriage return stands alone; lines end in LF or CRLF, and others need quotes around them"),
    TOO_LONG(Rule.RECORD_SIZE, "the record is longer than millrace.maxRecordBytes allows"),
    TOO_LONG_QUOTE(
            Rule.RECORD_SIZE,
            "the record is longer than millrace.maxRecordBytes allows: a quote opens here and is not closed in time");

    private final Rule rule;
    private final String message;

    Flaw(Rule rule, String message) {
        this.rule = rule;
        this.message = message;
    }

    Rule rule() {
        return rule;
    }

    String message() {
        return message;
    }

    /// What else the message says of a record that stands on several lines: the other line that matters.
    String otherLine(CsvRecord record) {
        return switch (this) {
            case TEXT_AFTER_QUOTE ->
                record.openLine() == record.flawLine ? "" : "; the quote opened in line " + record.openLine();
            case QUOTE_IN_FIELD, LONE_CARRIAGE_RETURN ->
                record.line == record.flawLine ? "" : "; the record begins in line " + record.line;
            case UNCLOSED_QUOTE ->
                record.lastLine() == record.flawLine
                        ? ""
                        : ", so that all lines from %d to %d are inside it"
                                .formatted(record.flawLine, lastLine(record));
            case NONE, TOO_LONG, TOO_LONG_QUOTE -> "";
        };
    }

    private static long lastLine(CsvRecord record) {
        return record.lastLine() - (record.bytes[record.end - 1] == '\n' ? 1 : 0);
    }

    /// Whether nothing after the record can be read.
    boolean endsReading() {
        return rule == Rule.RECORD_SIZE;
    }
}
