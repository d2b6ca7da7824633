package dev.millrace.formats.csv;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import dev.millrace.judging.values.CellJudge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells whether a record that stands on several lines has swallowed others: a stray quote, and the next one far below,
/// make one text of all the rows between them.
///
/// A line would be a record of its own when it has as many fields as the file's records, two of them at least not
/// empty, each column's type can hold what stands there, and no blank follows a delimiter, as in prose.
final class RecordsInQuotes {
    /// One line of an address may look like a record by chance.
    static final int FEWEST = 2;

    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final byte quote;
    private final byte delimiter;
    private final int fields;
    /// For each field, the judge of its type; null where any text will do.
    private final @Nullable CellJudge[] judges;

    private final boolean[] required;
    private final RowValues row;
    private final Cell cell = new Cell();
    private final int[] starts;
    private final int[] ends;

    /// @param places for each column, which field has it, or [HeaderJudge#NOWHERE]
    /// @param fields how many of them a record has
    RecordsInQuotes(CsvFormat format, List<Column> columns, int[] places, int fields) {
        this.quote = (byte) format.quote();
        this.delimiter = (byte) format.delimiter();
        this.fields = fields;
        this.judges = new CellJudge[fields];
        this.required = new boolean[fields];
        this.row = new RowValues(columns.size());
        this.starts = new int[fields];
        this.ends = new int[fields];
        FindingsCollector unheard = new FindingsCollector(columns);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int field = places[i];
            if (field != HeaderJudge.NOWHERE) {
                required[field] = column.required();
                judges[field] =
                        column.type() instanceof LogicalType.StringType ? null : CellJudge.of(column, i, unheard);
            }
        }
    }

    /// How many lines of the record would be records of their own, before any of its fields was read.
    int count(CsvRecord record) {
        int found = 0;
        int from = record.start;
        while (fields > 1 && from <= record.end) {
            int end = from;
            while (end < record.end && record.bytes[end] != LF) {
                end++;
            }
            int to = end > from && record.bytes[end - 1] == CR ? end - 1 : end;
            found += isRecord(record.bytes, from, to) ? 1 : 0;
            from = end + 1;
        }
        return found;
    }

    private boolean isRecord(byte[] bytes, int from, int to) {
        int count = 0;
        int at = from;
        while (true) {
            int end = fieldEnd(bytes, at, to);
            if (count == fields) {
                return false;
            }
            starts[count] = at;
            ends[count++] = end;
            if (end == to) {
                break;
            }
            at = end + 1;
            if (at < to && bytes[at] == ' ') {
                return false;
            }
        }
        return count == fields && canBeHeld(bytes);
    }

    /// Where the field at `from` ends. A quote that is not closed on the line is a character like any other.
    private int fieldEnd(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == quote) {
            int at = from + 1;
            while (at < to) {
                boolean doubled = bytes[at] == quote && at + 1 < to && bytes[at + 1] == quote;
                if (bytes[at] == quote && !doubled) {
                    break;
                }
                at += doubled ? 2 : 1;
            }
            if (at < to && (at + 1 == to || bytes[at + 1] == delimiter)) {
                return at + 1;
            }
        }
        int at = from;
        while (at < to && bytes[at] != delimiter) {
            at++;
        }
        return at;
    }

    private boolean canBeHeld(byte[] bytes) {
        int filled = 0;
        for (int i = 0; i < fields; i++) {
            int from = starts[i];
            int to = ends[i];
            from += from < to && bytes[from] == quote ? 1 : 0;
            to -= from < to && bytes[to - 1] == quote ? 1 : 0;
            cell.set(bytes, from, to, false, 0);
            CellJudge judge = judges[i];
            if (from == to ? required[i] : judge != null && !judge.reads(cell, row)) {
                return false;
            }
            filled += from == to ? 0 : 1;
        }
        return filled > 1;
    }
}
