package dev.millrace.formats.json;

import java.util.Arrays;

/// Passes records in a buffer and notes where the values of their names lie, as [JsonTokens] passes things.
final class JsonScanner {
    private final KnownNames known;
    private final UnknownNames unknown;
    private final JsonRecord record;
    private final JsonTokens tokens;
    private final JsonNesting nesting;

    JsonScanner(KnownNames known, UnknownNames unknown, JsonRecord record, JsonTokens tokens) {
        this.known = known;
        this.unknown = unknown;
        this.record = record;
        this.tokens = tokens;
        this.nesting = new JsonNesting(tokens, record);
    }

    /// Starts with another record, or with the same once more.
    void begin() {
        tokens.begin();
        known.begin();
        unknown.begin();
    }

    /// Passes the record that begins at `from`.
    int object(int from) {
        byte[] bytes = tokens.bytes();
        if (bytes[from] != '{') {
            return tokens.fail(
                    from, bytes[from] == '[' && tokens.areLines() ? JsonFlaw.ARRAY_IN_LINES : JsonFlaw.OBJECT);
        }
        int at = tokens.space(from + 1);
        if (bytes[at] == '}') {
            return at + 1;
        }
        while (true) {
            at = member(bytes, at);
            if (at < 0) {
                return at;
            }
            at = tokens.space(at);
            byte b = bytes[at];
            if (b == '}') {
                return at + 1;
            }
            if (b != ',') {
                return tokens.fail(at, JsonFlaw.COMMA);
            }
            at = tokens.space(at + 1);
        }
    }

    /// Passes a name, its value, and what is between them.
    private int member(byte[] bytes, int from) {
        int after = known.afterExpected(bytes, from, tokens.limit());
        int name = after < 0 ? -1 : known.last();
        if (after < 0) {
            after = tokens.name(from);
            if (after < 0) {
                return after;
            }
            name = lookUp(bytes, from + 1, tokens.nameEnd());
        }
        int at = tokens.space(after);
        tokens.beginValue();
        boolean isNested = bytes[at] == '{' || bytes[at] == '[';
        int end = isNested ? nesting.pass(bytes, at) : tokens.scalar(at);
        if (end >= 0 && name >= 0) {
            record.add(name, at, end, tokens.isSpecial());
        }
        return end;
    }

    /// The number of the name from `from` to `to` (excluded); -1 when it was not asked for.
    private int lookUp(byte[] bytes, int from, int to) {
        byte[] in = bytes;
        int start = from;
        int end = to;
        if (tokens.isSpecial()) {
            // The bytes stay as they are: the record may have to be passed again.
            in = Arrays.copyOfRange(bytes, from - 1, to);
            start = 1;
            end = Math.abs(JsonString.unescape(in, start, in.length));
        }
        int number = known.find(in, start, end);
        if (number < 0) {
            unknown.add(in, start, end, record.line() + record.lineFeeds);
        }
        return number;
    }
}
