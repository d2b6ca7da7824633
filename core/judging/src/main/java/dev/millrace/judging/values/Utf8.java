package dev.millrace.judging.values;

/// What UTF-8 is (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
public final class Utf8 {
    private Utf8() {}

    public static boolean isValid(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int length = lengthAt(bytes, at, end);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /// How many bytes the character at `at` has; 0 when there is none.
    private static int lengthAt(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /// How many code points valid UTF-8 has.
    public static int codePoints(byte[] bytes, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    public static boolean hasNul(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
