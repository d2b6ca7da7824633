package dev.millrace.contract;

import java.util.Optional;

/// What text files show that were joined, cut off or changed by a tool, without breaking a rule of their columns.
///
/// What each does to a file is said in `millrace.fileSeverity`; see [FileChecks].
public enum FileCheck implements Spelled {
    /// A line has nothing, or nothing but blanks. It is no record.
    BLANK_LINE("blank-line", false, true),
    /// U+FEFF stands inside the text.
    BYTE_ORDER_MARK("byte-order-mark", true, true),
    /// A record has fields, and nothing stands in them.
    EMPTY_ROW("empty-row", true, true),
    /// The end-of-file character of DOS (0x1A, Ctrl-Z) stands at the end of the file or at the start of a record.
    END_OF_FILE_CHARACTER("end-of-file-character", false, false),
    /// A record has the names of the columns.
    HEADER_REPEATED("header-repeated", true, false),
    /// Some lines end in LF, others in CRLF.
    MIXED_LINE_ENDS("mixed-line-ends", false, false),
    /// The last record has no line end: it may be cut off.
    NO_LINE_END("no-line-end", true, false),
    /// Lines inside the quotes of one record would be records of their own.
    RECORDS_IN_QUOTES("records-in-quotes", true, false);

    private final String text;
    private final boolean ofRow;
    private final boolean ofJson;

    FileCheck(String text, boolean ofRow, boolean ofJson) {
        this.text = text;
        this.ofRow = ofRow;
        this.ofJson = ofJson;
    }

    @Override
    public String text() {
        return text;
    }

    /// Whether it is about one row, which can be set aside.
    public boolean isOfRow() {
        return ofRow;
    }

    /// Whether files of JSON can show it, too; those of CSV can show each.
    public boolean isOfJson() {
        return ofJson;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<FileCheck> ofText(String text) {
        return Spelled.find(FileCheck.class, text);
    }
}
