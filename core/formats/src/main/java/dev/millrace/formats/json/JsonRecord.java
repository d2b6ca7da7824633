package dev.millrace.formats.json;

import java.util.Arrays;

/// Where the values of the current record lie in the reader's buffer, by the place of their names among those asked
/// for. Used again for the next record.
public final class JsonRecord {
    private static final byte SPECIAL = 1;
    private static final byte REPEATED = 2;
    private static final byte LONE_SURROGATE = 4;

    /// The first byte of each value; 0 when it is absent.
    private final byte[] firsts;
    private final byte[] marks;
    private final int[] starts;
    private final int[] ends;
    private final int[] lines;
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private long line;
    private boolean ascii;
    private JsonFlaw flaw = JsonFlaw.NONE;
    private int flawAt;
    private long flawLine;
    /// Line feeds up to where the scanning is.
    int lineFeeds;

    JsonRecord(int names) {
        firsts = new byte[names];
        marks = new byte[names];
        starts = new int[names];
        ends = new int[names];
        lines = new int[names];
    }

    void begin(byte[] buffer, int at, long atLine) {
        bytes = buffer;
        start = at;
        end = at;
        line = atLine;
        ascii = true;
        flaw = JsonFlaw.NONE;
        flawLine = atLine;
        flawAt = at;
        lineFeeds = 0;
        Arrays.fill(firsts, (byte) 0);
        Arrays.fill(marks, (byte) 0);
    }

    void endAt(int at) {
        end = at;
    }

    /// Notes where a value lies, a string with its quotes. Of a name that stands twice, the first value counts.
    ///
    /// @param special whether it has an escape; of a number: a point or an exponent
    void add(int name, int from, int to, boolean special) {
        if (firsts[name] != 0) {
            marks[name] |= REPEATED;
            return;
        }
        byte first = bytes[from];
        int quote = first == '"' ? 1 : 0;
        firsts[name] = first;
        starts[name] = from + quote;
        ends[name] = to - quote;
        lines[name] = lineFeeds;
        marks[name] = special ? SPECIAL : 0;
    }

    void hasMoreThanAscii() {
        ascii = false;
    }

    void spoil(JsonFlaw newFlaw, int at) {
        flaw = newFlaw;
        flawAt = at;
        flawLine = line + lineFeeds;
    }

    /// Why the record could not be read. If it is not [JsonFlaw#NONE], the values are not to be asked for.
    public JsonFlaw flaw() {
        return flaw;
    }

    /// The physical line, from 1, of the flaw.
    public long flawLine() {
        return flawLine;
    }

    /// Which byte of the record the flaw is at, from 1.
    public int flawByte() {
        return flawAt - start + 1;
    }

    /// The physical line, from 1, where the record begins.
    public long line() {
        return line;
    }

    /// Whether all bytes are ASCII; if not, they may be other than UTF-8.
    public boolean isAscii() {
        return ascii;
    }

    /// The buffer that the record lies in.
    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    /// Excluded.
    public int end() {
        return end;
    }

    public JsonKind kind(int name) {
        return switch (firsts[name]) {
            case 0 -> JsonKind.ABSENT;
            case 'n' -> JsonKind.NULL;
            case '"' -> JsonKind.STRING;
            case 't' -> JsonKind.TRUE;
            case 'f' -> JsonKind.FALSE;
            case '{' -> JsonKind.OBJECT;
            case '[' -> JsonKind.ARRAY;
            default -> JsonKind.NUMBER;
        };
    }

    /// Whether the name stands more than once in the record.
    public boolean isRepeated(int name) {
        return (marks[name] & REPEATED) != 0;
    }

    /// Where the value begins; a string's without its quote.
    public int start(int name) {
        return starts[name];
    }

    /// Where the value ends, excluded; a string's without its quote. May become less by [#unescape].
    public int end(int name) {
        return ends[name];
    }

    /// The physical line, from 1, where the value begins.
    public long line(int name) {
        return line + lines[name];
    }

    /// Whether a string has escapes that [#unescape] has not yet replaced; whether a number has a point or an exponent.
    public boolean isSpecial(int name) {
        return (marks[name] & SPECIAL) != 0;
    }

    /// Replaces the escapes of a string by what they stand for, in place.
    ///
    /// @return whether each of them stands for a character; half a surrogate pair does not, and becomes U+FFFD
    public boolean unescape(int name) {
        if (firsts[name] == '"' && isSpecial(name)) {
            int to = JsonString.unescape(bytes, starts[name], ends[name]);
            ends[name] = Math.abs(to);
            marks[name] &= ~SPECIAL;
            marks[name] |= to < 0 ? LONE_SURROGATE : 0;
        }
        return (marks[name] & LONE_SURROGATE) == 0;
    }
}
