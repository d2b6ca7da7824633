package dev.millrace.formats.csv;

import dev.millrace.contract.bytes.Swar;
import dev.millrace.judging.rows.Cell;
import java.nio.charset.StandardCharsets;

/// A record and where its fields lie in its block's buffer. Used again for another record.
///
/// Only the first fields are kept; the others are counted.
final class CsvRecord {
    /// More than a finding shows.
    private static final int SHOWN_BYTES = 512;

    private final CsvFields all;
    private int first;

    byte[] bytes = new byte[0];
    int start;
    int end;
    long line;
    int fields;
    /// Line feeds inside quotes up to where the splitting is.
    int lineFeeds;
    /// Line feeds before the quote that opened last.
    int openLineFeeds;
    /// How many bytes its line end has: 1 is LF, 2 is CRLF; 0 where the file ends, or a record that is too long.
    int lineEnd;
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
        openLineFeeds = 0;
        lineEnd = 0;
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

    /// Makes `cell` the field `i` as it is written; the record stays as it is.
    void readRaw(int i, Cell cell) {
        all.readRaw(first + i, bytes, line, cell);
    }

    /// All of it, as it was before any of its fields was read.
    String whole() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// The beginning of it, as it was before any of its fields was read.
    String beginning() {
        return new String(bytes, start, Math.min(end - start, SHOWN_BYTES), StandardCharsets.UTF_8);
    }

    /// The physical line, from 1, where the quote stands that opened last.
    long openLine() {
        return line + openLineFeeds;
    }

    /// The physical line, from 1, where it ends.
    long lastLine() {
        return line + lineFeeds;
    }

    String text(int i) {
        Cell cell = new Cell();
        read(i, cell);
        return new String(bytes, cell.start(), cell.end() - cell.start(), StandardCharsets.UTF_8);
    }
}
