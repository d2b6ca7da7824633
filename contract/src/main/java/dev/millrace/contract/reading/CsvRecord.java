package dev.millrace.contract.reading;

import dev.millrace.contract.bytes.Swar;
import java.nio.charset.StandardCharsets;

/// Where the fields of the current record lie in the reader's buffer. Used again for the next record.
///
/// Only the first `kept` fields are kept; the others are counted.
final class CsvRecord {
    private static final byte QUOTED = 1;
    private static final byte DOUBLED = 2;

    private final byte quote;
    private final int[] starts;
    private final int[] ends;
    private final int[] lines;
    private final byte[] marks;

    byte[] bytes = new byte[0];
    int start;
    int end;
    long line;
    int fields;
    /// Line feeds inside quotes up to where the splitting is.
    int lineFeeds;
    /// Line feeds inside quotes before the quote that is open.
    int openLineFeeds;
    /// Some bits of [Swar#HIGHEST_BITS] when a byte is not ASCII.
    long allBits;
    boolean hasNul;
    Flaw flaw = Flaw.NONE;
    long flawLine;

    CsvRecord(int kept, byte quote) {
        this.quote = quote;
        starts = new int[kept];
        ends = new int[kept];
        lines = new int[kept];
        marks = new byte[kept];
    }

    void begin(byte[] buffer, int at, long atLine) {
        bytes = buffer;
        start = at;
        end = at;
        line = atLine;
        fields = 0;
        lineFeeds = 0;
        allBits = 0;
        hasNul = false;
        flaw = Flaw.NONE;
        flawLine = atLine;
    }

    void addPlain(int from, int to) {
        if (fields < starts.length) {
            starts[fields] = from;
            ends[fields] = to;
            lines[fields] = lineFeeds;
            marks[fields] = 0;
        }
        fields++;
    }

    void addQuoted(int from, int to, int atLineFeeds, boolean doubled) {
        if (fields < starts.length) {
            starts[fields] = from;
            ends[fields] = to;
            lines[fields] = atLineFeeds;
            marks[fields] = doubled ? QUOTED | DOUBLED : QUOTED;
        }
        fields++;
    }

    void spoil(Flaw newFlaw, int atLineFeeds) {
        flaw = newFlaw;
        flawLine = line + atLineFeeds;
    }

    int kept() {
        return Math.min(fields, starts.length);
    }

    /// Whether the line has no byte at all.
    boolean isBlank() {
        return start == end;
    }

    boolean isAscii() {
        return (allBits & Swar.HIGHEST_BITS) == 0;
    }

    /// Whether a byte is NUL or not ASCII, so that a closer look is needed.
    boolean isUnusual() {
        return !isAscii() || hasNul;
    }

    /// Makes `cell` the field `i`, its doubled quotes undone.
    void read(int i, Cell cell) {
        if ((marks[i] & DOUBLED) != 0) {
            undouble(i);
        }
        cell.set(bytes, starts[i], ends[i], (marks[i] & QUOTED) != 0, line + lines[i]);
    }

    private void undouble(int i) {
        int to = starts[i];
        for (int from = starts[i]; from < ends[i]; from++) {
            byte b = bytes[from];
            bytes[to++] = b;
            // Quotes inside a quoted field come in pairs only.
            from += b == quote ? 1 : 0;
        }
        ends[i] = to;
        marks[i] = QUOTED;
    }

    /// All of it, as it was before any of its fields was read.
    String whole() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    String text(int i) {
        Cell cell = new Cell();
        read(i, cell);
        return new String(bytes, cell.start(), cell.end() - cell.start(), StandardCharsets.UTF_8);
    }
}
