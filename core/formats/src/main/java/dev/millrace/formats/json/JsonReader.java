package dev.millrace.formats.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Goes through the objects of a file, which stand one a line (JSON Lines), or in one array, and finds in each the
/// values of the names asked for.
///
/// JSON is what RFC 8259 says: no comments, no trailing commas, no NaN, no other quotes. Of JSON Lines, a line that is
/// flawed (see [JsonFlaw]) ends at its line feed, and the next one is read as if nothing had happened; blank lines are
/// passed over, and show in the lines of the records. In an array the first flaw ends the reading, for it cannot be
/// known where the next object begins.
///
/// A record lies whole in the buffer; one that does not fit is read again from its start in a buffer of twice the
/// size, up to the longest record allowed. White space between records is no part of them and has no limit.
public final class JsonReader {
    private static final int USUAL_BUFFER = 1 << 18;
    private static final byte LF = '\n';

    private final InputStream in;
    private final boolean lines;
    private final int maxRecordBytes;
    private final UnknownNames unknown;
    private final JsonRecord record;
    private final JsonTokens tokens;
    private final JsonScanner scanner;
    private byte[] buffer;
    private int limit;
    private int next;
    private long line = 1;
    private boolean ended;
    private boolean begun;
    private boolean isRecord;
    private boolean empty = true;
    private boolean over;

    /// @param in never closed here
    /// @param lines whether the objects stand one a line, else in one array
    /// @param maxRecordBytes the longest record in bytes
    /// @param names what is asked for, in the order in which [JsonRecord] counts them
    /// @throws IllegalArgumentException if a name stands twice
    public JsonReader(InputStream in, boolean lines, int maxRecordBytes, List<String> names) {
        this(in, lines, maxRecordBytes, names, name -> false);
    }

    /// @param in never closed here
    /// @param lines whether the objects stand one a line, else in one array
    /// @param maxRecordBytes the longest record in bytes
    /// @param names what is asked for, in the order in which [JsonRecord] counts them
    /// @param meant whether another name seems to be meant for one of these; such a name is kept, however late
    /// @throws IllegalArgumentException if a name stands twice
    public JsonReader(InputStream in, boolean lines, int maxRecordBytes, List<String> names, Predicate<String> meant) {
        this.unknown = new UnknownNames(meant);
        this.in = in;
        this.lines = lines;
        this.maxRecordBytes = maxRecordBytes;
        this.record = new JsonRecord(names.size());
        this.tokens = new JsonTokens(record, lines);
        this.scanner = new JsonScanner(new KnownNames(names), unknown, record, tokens);
        this.buffer = new byte[Math.min(USUAL_BUFFER, longestRead()) + JsonTokens.PADDING];
    }

    /// The longest record with its line end; a file's first bytes always fit.
    private int longestRead() {
        return Math.max(maxRecordBytes + 2, 16);
    }

    /// The first bytes of the file; to be asked for before anything else.
    public byte[] beginning() throws IOException {
        if (limit == 0) {
            fill();
        }
        return Arrays.copyOf(buffer, Math.min(limit, 64));
    }

    /// Passes the first `count` bytes, which are not JSON.
    public void pass(int count) {
        next = count;
    }

    /// The physical line, from 1, up to which the file was read.
    public long line() {
        return line;
    }

    /// The record that [#next()] went to.
    public JsonRecord record() {
        return record;
    }

    /// Whether what [#next()] went to is a record at all, not only a flaw between records.
    public boolean isRecord() {
        return isRecord;
    }

    /// Whether nothing more can be read, be it for the end of the file or for a flaw.
    public boolean isOver() {
        return over;
    }

    /// Whether the file has nothing but white space, as far as it was read.
    public boolean isEmpty() {
        return empty;
    }

    /// The names that were not asked for, in all records up to the current one.
    public UnknownNames unknownNames() {
        return unknown;
    }

    /// Goes to the next record, or to a flaw between records; false when there is none.
    ///
    /// @throws IOException if reading fails
    public boolean next() throws IOException {
        if (over) {
            return false;
        }
        isRecord = false;
        boolean found = toText();
        empty &= !found;
        if (!lines) {
            found = begun ? toNextElement(found) : toFirstElement(found);
            begun = true;
        } else if (found) {
            readRecord();
        }
        over |= !found || (!lines && record.flaw() != JsonFlaw.NONE);
        return found;
    }

    private boolean toFirstElement(boolean found) throws IOException {
        if (!found) {
            return false;
        }
        if (buffer[next] != '[') {
            return flawed(buffer[next] == '{' ? JsonFlaw.OBJECT_ALONE : JsonFlaw.NOT_AN_ARRAY);
        }
        next++;
        if (!toText()) {
            return flawed(JsonFlaw.NOT_CLOSED);
        }
        return buffer[next] == ']' ? hasTextAfterArray() : readRecord();
    }

    private boolean toNextElement(boolean found) throws IOException {
        if (!found) {
            return flawed(JsonFlaw.NOT_CLOSED);
        }
        if (buffer[next] == ']') {
            return hasTextAfterArray();
        }
        if (buffer[next] != ',') {
            return flawed(JsonFlaw.COMMA);
        }
        next++;
        if (!toText()) {
            return flawed(JsonFlaw.NOT_CLOSED);
        }
        return buffer[next] == ']' ? flawed(JsonFlaw.TRAILING_COMMA) : readRecord();
    }

    private boolean hasTextAfterArray() throws IOException {
        next++;
        return toText() && flawed(JsonFlaw.TEXT_AFTER_ARRAY);
    }

    private boolean flawed(JsonFlaw flaw) {
        record.begin(buffer, next, line);
        scanner.begin();
        record.spoil(next < limit ? JsonFlaw.at(buffer[next], flaw) : flaw, next);
        return true;
    }

    /// Passes white space; false at the end of the file.
    private boolean toText() throws IOException {
        while (true) {
            for (; next < limit; next++) {
                byte b = buffer[next];
                if (b != LF && b != ' ' && b != '\t' && b != '\r') {
                    return true;
                }
                line += b == LF ? 1 : 0;
            }
            if (ended) {
                return false;
            }
            fill();
        }
    }

    private boolean readRecord() throws IOException {
        isRecord = true;
        int end = split();
        while (end < 0 && limit - next < longestRead()) {
            fill();
            end = split();
        }
        if (end < 0 || record.end() - record.start() > maxRecordBytes) {
            record.begin(buffer, next, line);
            record.spoil(JsonFlaw.TOO_LONG, next);
            over = true;
            return true;
        }
        line += record.lineFeeds;
        next = end;
        return true;
    }

    /// Finds the values of the record that begins at [#next].
    ///
    /// @return where it ends; -1 when more bytes are needed to tell
    private int split() {
        record.begin(buffer, next, line);
        scanner.begin();
        int end = scanner.object(next);
        if (end < 0) {
            return tokens.isCutOff() ? -1 : afterFlaw(next + record.flawByte() - 1);
        }
        record.endAt(end);
        return lines ? afterObject(end) : end;
    }

    private int afterObject(int end) {
        int at = tokens.space(end);
        if (at < limit && buffer[at] != LF) {
            tokens.fail(at, JsonFlaw.TEXT_AFTER_OBJECT);
            return afterFlaw(at);
        }
        return at < limit || ended ? at : -1;
    }

    private int afterFlaw(int from) {
        int at = from;
        while (lines && at < limit && buffer[at] != LF) {
            at++;
        }
        record.endAt(at);
        return at < limit || ended || !lines ? at : -1;
    }

    /// Moves the current record to the front of the buffer, makes room if there is none, and reads on.
    private void fill() throws IOException {
        int kept = limit - next;
        int room = buffer.length - JsonTokens.PADDING;
        if (next == 0 && limit == room) {
            room = Math.min(room * 2, longestRead());
            buffer = Arrays.copyOf(buffer, room + JsonTokens.PADDING);
        } else {
            System.arraycopy(buffer, next, buffer, 0, kept);
        }
        next = 0;
        int read = in.readNBytes(buffer, kept, room - kept);
        ended = read < room - kept;
        limit = kept + read;
        tokens.take(buffer, limit, ended);
    }
}
