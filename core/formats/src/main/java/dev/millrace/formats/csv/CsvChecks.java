package dev.millrace.formats.csv;

import dev.millrace.contract.Column;
import dev.millrace.contract.FileCheck;
import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.judging.FileRules;
import dev.millrace.judging.rows.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at each record for what a file shows that was joined, cut off or changed by a tool. Asked for each record, so
/// it looks at few bytes of those that show nothing.
final class CsvChecks {
    private final FileRules rules;
    private final RepeatedHeader header;
    private final CsvFormat format;
    private final List<Column> columns;
    private final int[] places;
    private final int fields;
    private final byte delimiter;
    /// Made when a record takes several lines, which few files have: it has a judge for each column.
    private @Nullable RecordsInQuotes inQuotes;

    private int lineEnd;
    private boolean mixedTold;

    /// @param names of the file's columns, in the order of its fields
    /// @param places for each column of the contract, which field has it
    CsvChecks(FileRules rules, CsvFormat format, List<Column> columns, List<String> names, int[] places) {
        this.rules = rules;
        this.header = new RepeatedHeader(names);
        this.format = format;
        this.columns = columns;
        this.places = places;
        this.fields = names.size();
        this.delimiter = (byte) format.delimiter();
    }

    /// Notes how a line ends, of the header, too; tells the first that ends otherwise than those before it.
    void lineEnd(CsvRecord record) {
        int found = record.lineEnd;
        if (found != lineEnd && found > 0 && !mixedTold) {
            if (lineEnd > 0) {
                mixedTold = true;
                rules.ofFile(
                        FileCheck.MIXED_LINE_ENDS,
                        record.lastLine(),
                        "the line ends in %s, those before it in %s; was the file joined of two?"
                                .formatted(name(found), name(lineEnd)));
            }
            lineEnd = found;
        }
    }

    private static String name(int lineEnd) {
        return lineEnd == 1 ? "LF" : "CRLF";
    }

    /// Whether the record is none: nothing stands on its line, or end-of-file characters only. That is told here.
    boolean passesOver(CsvRecord record) {
        if (record.fields != 1 || record.flaw != Flaw.NONE) {
            return false;
        }
        byte first = record.start < record.end ? record.bytes[record.start] : 0;
        if (first == CsvBlock.END_OF_FILE && hasNothingBut(record, CsvBlock.END_OF_FILE, first)) {
            endOfFile(record.line);
            return true;
        }
        // Where there is one column, blanks are a text.
        boolean blank = record.isBlank() || (fields > 1 && hasNothingBut(record, (byte) ' ', (byte) '\t'));
        if (blank) {
            rules.blankLines(record.line, 1);
        }
        return blank;
    }

    private static boolean hasNothingBut(CsvRecord record, byte one, byte other) {
        for (int at = record.start; at < record.end; at++) {
            if (record.bytes[at] != one && record.bytes[at] != other) {
                return false;
            }
        }
        return true;
    }

    /// Tells of end-of-file characters that stand alone.
    void endOfFile(long line) {
        rules.ofFile(
                FileCheck.END_OF_FILE_CHARACTER,
                line,
                "an end-of-file character of DOS (0x1A, Ctrl-Z) stands here; it is no part of the data");
    }

    /// Looks at a record that has as many fields as it must have, before any of them was read.
    ///
    /// @return whether its values are to be judged
    boolean judgesValues(CsvRecord record) {
        boolean judged = record.lineFeeds == 0 || swallowsNone(record);
        if (record.lineEnd == 0) {
            judged &= rules.ofRecord(
                    FileCheck.NO_LINE_END,
                    record.lastLine(),
                    "the last line has no line end; is the file cut off inside its last value?");
        }
        byte first = record.start < record.end ? record.bytes[record.start] : 0;
        if (first == CsvBlock.END_OF_FILE) {
            judged &= rules.ofRecord(
                    FileCheck.END_OF_FILE_CHARACTER,
                    record.line,
                    "an end-of-file character of DOS (0x1A, Ctrl-Z) stands before the record; was the file joined of two?");
        }
        if (fields > 1 && isEmptiness(first) && isEmpty(record)) {
            judged &= rules.ofRecord(FileCheck.EMPTY_ROW, record.line, "nothing stands in any field of the row");
        } else if (header.is(record)) {
            judged &= rules.ofRecord(
                    FileCheck.HEADER_REPEATED,
                    record.line,
                    "the names of the columns stand here once more; was the file joined of two?");
        }
        return judged;
    }

    private boolean swallowsNone(CsvRecord record) {
        int swallowed = rules.tells(FileCheck.RECORDS_IN_QUOTES) ? inQuotes().count(record) : 0;
        return swallowed < RecordsInQuotes.FEWEST
                || rules.ofRecord(
                        FileCheck.RECORDS_IN_QUOTES,
                        record.line,
                        ("the record takes the lines %d to %d, of which %d would be records of their own, into a text in"
                                        + " quotes; is a quote too many, or not doubled? (see millrace.quote)")
                                .formatted(record.line, record.lastLine(), swallowed));
    }

    private RecordsInQuotes inQuotes() {
        if (inQuotes == null) {
            inQuotes = new RecordsInQuotes(format, columns, places, fields);
        }
        return inQuotes;
    }

    private boolean isEmptiness(byte b) {
        return b == delimiter || b == ' ' || b == '\t';
    }

    private boolean isEmpty(CsvRecord record) {
        for (int at = record.start; at < record.end; at++) {
            if (!isEmptiness(record.bytes[at])) {
                return false;
            }
        }
        return true;
    }

    /// Whether a byte order mark stands somewhere in the record.
    boolean hasMark(CsvRecord record) {
        return !record.isAscii()
                && rules.tells(FileCheck.BYTE_ORDER_MARK)
                && ByteOrderMark.isIn(record.bytes, record.start, record.end);
    }

    /// Tells of a byte order mark in the value of a column.
    void mark(int column, Cell cell) {
        if (ByteOrderMark.isIn(cell.bytes(), cell.start(), cell.end())) {
            rules.ofValue(
                    FileCheck.BYTE_ORDER_MARK,
                    column,
                    cell,
                    "has a byte order mark (U+FEFF) in it; was the file joined of two?");
        }
    }

    /// Whether the record begins as the header does.
    boolean beginsAsHeader(CsvRecord record) {
        return header.beginsWithName(record);
    }
}
