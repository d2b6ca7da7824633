package dev.millrace.contract.temporal;

/// A part of a pattern: reads what it stands for from the front of a text.
interface Element {
    /// What [#read] answers when the text is not what the element stands for.
    int NO_MATCH = -1;

    /// Reads from `bytes[at]` on, and answers where the next element begins, or [#NO_MATCH].
    int read(byte[] bytes, int at, int end, TemporalFields into);

    /// What it reads, in words for the owner of a file.
    String described();

    /// Whether the fields stay as they were where the text is not what the element stands for.
    default boolean isAtomic() {
        return true;
    }

    /// Whether `expected` stands at `at`, its ASCII letters in either case.
    ///
    /// @param expected without capital ASCII letters
    static boolean startsWith(byte[] bytes, int at, int end, byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (lowerCase(bytes[at + i]) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    static byte lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
