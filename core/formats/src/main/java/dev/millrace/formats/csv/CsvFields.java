package dev.millrace.formats.csv;

import dev.millrace.judging.rows.Cell;
import java.util.Arrays;

/// Where the fields of some records lie in a buffer, one record after the other.
final class CsvFields {
    private static final byte QUOTED = 1;
    private static final byte DOUBLED = 2;

    /// When so many fields lie here, the block takes no more records.
    private static final int MANY = 1 << 16;

    /// How many fields of a record are kept.
    final int kept;

    private final byte quote;
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private int[] lines = new int[0];
    private byte[] marks = new byte[0];
    private int count;

    CsvFields(int kept, byte quote) {
        this.kept = kept;
        this.quote = quote;
        makeRoom();
    }

    private void makeRoom() {
        if (starts.length < count + kept) {
            int room = Math.max(count + kept, 2 * starts.length);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
            lines = Arrays.copyOf(lines, room);
            marks = Arrays.copyOf(marks, room);
        }
    }

    void clear() {
        count = 0;
    }

    /// Where the fields of the next record begin.
    int count() {
        return count;
    }

    boolean hasRoom() {
        return count < MANY;
    }

    /// Keeps so many fields that were set.
    void keep(int more) {
        count += more;
        makeRoom();
    }

    void setPlain(int index, int from, int to, int atLineFeeds) {
        starts[index] = from;
        ends[index] = to;
        lines[index] = atLineFeeds;
        marks[index] = 0;
    }

    void setQuoted(int index, int from, int to, int atLineFeeds, boolean doubled) {
        setPlain(index, from, to, atLineFeeds);
        marks[index] = doubled ? QUOTED | DOUBLED : QUOTED;
    }

    /// Makes `cell` the field at `index`, its doubled quotes undone.
    ///
    /// @param line where its record begins
    void read(int index, byte[] bytes, long line, Cell cell) {
        if ((marks[index] & DOUBLED) != 0) {
            undouble(index, bytes);
        }
        cell.set(bytes, starts[index], ends[index], (marks[index] & QUOTED) != 0, line + lines[index]);
    }

    /// Makes `cell` the field at `index` as it is written, its doubled quotes doubled.
    void readRaw(int index, byte[] bytes, long line, Cell cell) {
        cell.set(bytes, starts[index], ends[index], (marks[index] & QUOTED) != 0, line + lines[index]);
    }

    private void undouble(int index, byte[] bytes) {
        int to = starts[index];
        for (int from = starts[index]; from < ends[index]; from++) {
            byte b = bytes[from];
            bytes[to++] = b;
            // Quotes inside a quoted field come in pairs only.
            from += b == quote ? 1 : 0;
        }
        ends[index] = to;
        marks[index] = QUOTED;
    }
}
