package dev.millrace.formats.json;

/// The escapes of JSON's strings.
final class JsonString {
    private static final String SHORT = "\"\\/bfnrt";
    private static final byte[] MEANT = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
    private static final char REPLACEMENT = '\uFFFD';

    private JsonString() {}

    /// How many bytes an escape with this letter after its backslash has; 0 when there is none.
    static int escapeLength(byte letter) {
        return letter == 'u' ? 6 : SHORT.indexOf(letter) < 0 ? 0 : 2;
    }

    /// The value of a hexadecimal digit; -1 when it is none.
    static int hex(byte digit) {
        int letter = digit | 0x20;
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /// Replaces the escapes of a string, which are known to be right, by UTF-8.
    ///
    /// @return the string's new end; negative when half a surrogate pair was replaced by U+FFFD. (No string with an
    ///     escape begins at 0: a quote stands before it.)
    static int unescape(byte[] bytes, int start, int end) {
        int to = start;
        boolean whole = true;
        for (int from = start; from < end; ) {
            byte b = bytes[from];
            if (b != '\\') {
                bytes[to++] = b;
                from++;
            } else if (bytes[from + 1] != 'u') {
                bytes[to++] = MEANT[SHORT.indexOf(bytes[from + 1])];
                from += 2;
            } else {
                int codePoint = codePoint(bytes, from, end);
                from += codePoint > Character.MAX_VALUE ? 12 : 6;
                boolean half = codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint);
                whole &= !half;
                to = put(bytes, to, half ? REPLACEMENT : codePoint);
            }
        }
        return whole ? to : -to;
    }

    /// Of one or two escapes that begin at `from`.
    private static int codePoint(byte[] bytes, int from, int end) {
        int first = unit(bytes, from);
        if (Character.isHighSurrogate((char) first)
                && from + 12 <= end
                && bytes[from + 6] == '\\'
                && bytes[from + 7] == 'u') {
            int second = unit(bytes, from + 6);
            return Character.isLowSurrogate((char) second) ? Character.toCodePoint((char) first, (char) second) : first;
        }
        return first;
    }

    private static int unit(byte[] bytes, int from) {
        return (hex(bytes[from + 2]) << 12)
                | (hex(bytes[from + 3]) << 8)
                | (hex(bytes[from + 4]) << 4)
                | hex(bytes[from + 5]);
    }

    private static int put(byte[] bytes, int at, int codePoint) {
        int to = at;
        if (codePoint < 0x80) {
            bytes[to++] = (byte) codePoint;
            return to;
        }
        int continuations = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        int lead = continuations == 1 ? 0xC0 : continuations == 2 ? 0xE0 : 0xF0;
        bytes[to++] = (byte) (lead | (codePoint >> (6 * continuations)));
        for (int i = continuations - 1; i >= 0; i--) {
            bytes[to++] = (byte) (0x80 | ((codePoint >> (6 * i)) & 0x3F));
        }
        return to;
    }
}
