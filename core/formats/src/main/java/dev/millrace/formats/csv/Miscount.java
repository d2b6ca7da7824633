package dev.millrace.formats.csv;

import dev.millrace.judging.rows.Cell;
import java.util.regex.Pattern;

/// Says why a record may have more or fewer fields than it must have.
final class Miscount {
    private static final int LONGEST_NUMBER = 20;
    private static final int MOST_FIELDS = 200;
    private static final Pattern BEFORE_COMMA = Pattern.compile("[-+$€£]? ?[0-9]{1,15}");
    private static final Pattern AFTER_COMMA = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]+)? ?[%€]?");

    private Miscount() {}

    /// A question that follows the numbers, with what comes before it.
    ///
    /// @param fields how many fields there must be
    /// @param header whether the record begins as the header does
    static String reason(CsvRecord record, int fields, char delimiter, boolean header) {
        if (header) {
            return "; is it another file's header?";
        }
        if (record.lineFeeds > 0) {
            return "; the record takes the lines %d to %d: is a quote too many?"
                    .formatted(record.line, record.lastLine());
        }
        if (record.fields < fields) {
            return record.lineEnd == 0
                    ? "; the file ends here without a line end: is it cut off?"
                    : "; is there a line end inside a value, without quotes around it?";
        }
        Cell cell = new Cell();
        if (record.fields == fields + 1
                && record.kept() == record.fields
                && raw(record, fields, cell).isEmpty()) {
            return "; is there a delimiter at the end of the row?";
        }
        return delimiter == ',' && isNumberSplit(record, cell)
                ? "; is there a comma inside a number, without quotes around it?"
                : "; is there a delimiter inside a value, without quotes around it?";
    }

    /// A field as it is written: the record is still to be set aside as it is.
    private static String raw(CsvRecord record, int field, Cell cell) {
        record.readRaw(field, cell);
        return cell.length() > LONGEST_NUMBER ? "a text" : cell.text();
    }

    /// Whether two fields beside each other may be a number with a decimal comma, or with thousands told apart.
    private static boolean isNumberSplit(CsvRecord record, Cell cell) {
        boolean before = false;
        for (int i = 0; i < Math.min(record.kept(), MOST_FIELDS); i++) {
            String text = raw(record, i, cell);
            if (before && AFTER_COMMA.matcher(text).matches()) {
                return true;
            }
            before = BEFORE_COMMA.matcher(text).matches();
        }
        return false;
    }
}
