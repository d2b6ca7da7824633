package dev.millrace.contract.reading;

import dev.millrace.contract.bytes.Swar;
import java.nio.charset.StandardCharsets;

/// A record and where its fields lie in its block's buffer. Used again for another record.
///
/// Only the first fields are kept; the others are counted.
final class CsvRecord {
    private final CsvFields all;
    private int first;

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

    CsvRecord(CsvFields all) {
        this.all = all;
    }

    void begin(byte[] buffer, int at, long atLine) {
        first = all.count();
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
        if (fields < all.kept) {
            all.setPlain(first + fields, from, to, lineFeeds);
        }
        fields++;
    }

    void addQuoted(int from, int to, int atLineFeeds, boolean doubled) {
        if (fields < all.kept) {
            all.setQuoted(first + fields, from, to, atLineFeeds, doubled);
        }
        fields++;
    }

    void spoil(Flaw newFlaw, int atLineFeeds) {
        flaw = newFlaw;
        flawLine = line + atLineFeeds;
    }

    int kept() {
        return Math.min(fields, all.kept);
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
        all.read(first + i, bytes, line, cell);
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
