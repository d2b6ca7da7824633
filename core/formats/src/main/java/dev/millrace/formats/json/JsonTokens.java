package dev.millrace.formats.json;

import dev.millrace.contract.bytes.Swar;
import java.util.Arrays;

/// Passes the tokens of JSON in a buffer. Strings are passed eight bytes at a time.
///
/// Methods that pass something give the place behind it, or -1 when it is flawed, or cut off at the end of what was
/// read. Behind that end stands a NUL, which nothing passes, so that no loop need look for the end.
final class JsonTokens {
    /// How many bytes behind the limit are looked at.
    static final int PADDING = Long.BYTES;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final JsonRecord record;
    private final boolean lines;
    private byte[] bytes = new byte[0];
    private int limit;
    private boolean ended;
    private boolean cutOff;
    private boolean special;
    private int nameEnd;

    /// @param record where flaws are noted
    /// @param lines whether a record must be on one line
    JsonTokens(JsonRecord record, boolean lines) {
        this.record = record;
        this.lines = lines;
    }

    /// Takes over the buffer.
    ///
    /// @param end where the bytes that were read end; [#PADDING] bytes more are there
    /// @param last whether nothing follows these in the file
    void take(byte[] buffer, int end, boolean last) {
        bytes = buffer;
        limit = end;
        ended = last;
        Arrays.fill(bytes, end, end + PADDING, (byte) 0);
    }

    /// Starts with another record, or with the same once more.
    void begin() {
        cutOff = false;
    }

    /// Whether more bytes are needed to pass the record.
    boolean isCutOff() {
        return cutOff;
    }

    /// Forgets what [#isSpecial] tells.
    void beginValue() {
        special = false;
    }

    /// Whether there was an escape, or a number with a point or an exponent, in what was passed last.
    boolean isSpecial() {
        return special;
    }

    byte[] bytes() {
        return bytes;
    }

    int limit() {
        return limit;
    }

    boolean areLines() {
        return lines;
    }

    /// Passes white space. A line feed is none where records are lines.
    int space(int from) {
        return bytes[from] > ' ' ? from : moreSpace(from);
    }

    private int moreSpace(int from) {
        int at = from;
        while (true) {
            byte b = bytes[at];
            if (b == '\n' && !lines) {
                record.lineFeeds++;
            } else if (b != ' ' && b != '\t' && b != '\r') {
                return at;
            }
            at++;
        }
    }

    /// Notes the flaw at `at`, unless the bytes that were read end there and others follow.
    int fail(int at, JsonFlaw expected) {
        if (at < limit) {
            boolean isLineFeed = bytes[at] == '\n';
            record.spoil(isLineFeed && !lines ? expected : JsonFlaw.at(bytes[at], expected), at);
        } else if (ended) {
            record.spoil(JsonFlaw.FILE_ENDS, at);
        } else {
            cutOff = true;
        }
        return -1;
    }

    /// Passes a name and its colon; the closing quote is then at [#nameEnd].
    int name(int from) {
        if (bytes[from] != '"') {
            return fail(from, bytes[from] == '}' ? JsonFlaw.TRAILING_COMMA : JsonFlaw.NAME);
        }
        special = false;
        nameEnd = string(from + 1);
        if (nameEnd < 0) {
            return -1;
        }
        int at = space(nameEnd + 1);
        return bytes[at] == ':' ? at + 1 : fail(at, JsonFlaw.COLON);
    }

    /// The closing quote of the name that [#name] passed.
    int nameEnd() {
        return nameEnd;
    }

    /// Passes a value that is neither an object nor an array.
    int scalar(int at) {
        switch (bytes[at]) {
            case '"' -> {
                int end = string(at + 1);
                return end < 0 ? end : end + 1;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return number(at);
            }
            case 't' -> {
                return word(at, TRUE);
            }
            case 'f' -> {
                return word(at, FALSE);
            }
            case 'n' -> {
                return word(at, NULL);
            }
            default -> {
                return fail(at, JsonFlaw.VALUE);
            }
        }
    }

    /// Finds the quote that closes the string that begins at `from`.
    private int string(int from) {
        int at = from;
        while (true) {
            int special = Words.special(Swar.word(bytes, at));
            at += special;
            if (special == Long.BYTES) {
                continue;
            }
            byte b = bytes[at];
            if (b == '"') {
                return at;
            }
            at = b < 0 ? afterMoreThanAscii(at) : b == '\\' ? afterEscape(at) : control(at);
            if (at < 0) {
                return at;
            }
        }
    }

    private int afterMoreThanAscii(int from) {
        int at = from;
        while (bytes[at] < 0) {
            at++;
        }
        record.hasMoreThanAscii();
        return at;
    }

    private int afterEscape(int at) {
        special = true;
        int length = JsonString.escapeLength(bytes[at + 1]);
        if (length == 0) {
            return failInString(at + 1, JsonFlaw.ESCAPE);
        }
        for (int i = 2; i < length; i++) {
            if (JsonString.hex(bytes[at + i]) < 0) {
                return failInString(at + i, JsonFlaw.ESCAPE);
            }
        }
        return at + length;
    }

    private int control(int at) {
        return failInString(at, JsonFlaw.CONTROL);
    }

    private int failInString(int at, JsonFlaw expected) {
        byte b = bytes[at];
        if (at < limit && b != 0 && (b != '\n' || !lines)) {
            record.spoil(expected, at);
            return -1;
        }
        return fail(at, expected);
    }

    private int number(int from) {
        int at = from + (bytes[from] == '-' ? 1 : 0);
        int whole = at;
        at = digits(at);
        if (at > whole + 1 && bytes[whole] == '0') {
            return fail(whole, JsonFlaw.LEADING_ZERO);
        }
        if (at > whole && bytes[at] == '.') {
            special = true;
            whole = at + 1;
            at = digits(whole);
        }
        if (at > whole && (bytes[at] | 0x20) == 'e') {
            special = true;
            whole = at + (bytes[at + 1] == '-' || bytes[at + 1] == '+' ? 2 : 1);
            at = digits(whole);
        }
        return at > whole ? at : fail(at, JsonFlaw.DIGIT);
    }

    private int digits(int from) {
        int at = from;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private int word(int from, byte[] word) {
        for (int i = 1; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return fail(from + i, JsonFlaw.VALUE);
            }
        }
        return from + word.length;
    }
}
