package dev.millrace.formats.json;

/// Passes objects and arrays in records. How deep they are is counted, and not recursed into.
final class JsonNesting {
    /// How deep values may be nested, the record itself included.
    static final int DEEPEST = 100;

    private final JsonTokens tokens;
    private final JsonRecord record;
    private final boolean[] inObject = new boolean[DEEPEST + 1];
    private int depth;

    JsonNesting(JsonTokens tokens, JsonRecord record) {
        this.tokens = tokens;
        this.record = record;
    }

    /// Passes the array or object that begins at `from`, which is a value of the record; as [JsonTokens] passes things.
    int pass(byte[] bytes, int from) {
        depth = 1;
        int at = open(bytes, from);
        while (at >= 0 && depth > 1) {
            byte b = bytes[at];
            if (b == '{' || b == '[') {
                at = open(bytes, at);
            } else {
                at = tokens.scalar(at);
                at = at < 0 ? at : afterValue(bytes, at);
            }
        }
        return at;
    }

    /// Passes a bracket and what stands before the first value; the whole of what is empty.
    private int open(byte[] bytes, int from) {
        if (++depth > DEEPEST) {
            record.spoil(JsonFlaw.NESTING, from);
            return -1;
        }
        inObject[depth] = bytes[from] == '{';
        int at = tokens.space(from + 1);
        return bytes[at] == closing() ? afterValue(bytes, at) : element(bytes, at);
    }

    private byte closing() {
        return (byte) (inObject[depth] ? '}' : ']');
    }

    /// Passes closing brackets, and a comma with what stands before the next value.
    private int afterValue(byte[] bytes, int from) {
        int at = tokens.space(from);
        while (bytes[at] == closing()) {
            at++;
            depth--;
            if (depth == 1) {
                return at;
            }
            at = tokens.space(at);
        }
        return bytes[at] == ',' ? element(bytes, tokens.space(at + 1)) : tokens.fail(at, JsonFlaw.COMMA);
    }

    /// Passes what stands before a value: in an object its name.
    private int element(byte[] bytes, int at) {
        if (inObject[depth]) {
            int after = tokens.name(at);
            return after < 0 ? after : tokens.space(after);
        }
        return bytes[at] == ']' ? tokens.fail(at, JsonFlaw.TRAILING_COMMA) : at;
    }
}
