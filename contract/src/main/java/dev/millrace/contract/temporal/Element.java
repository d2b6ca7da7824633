package dev.millrace.contract.temporal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A part of a pattern: reads what it stands for from the front of a text.
@FunctionalInterface
interface Element {
    /// What [#read] answers when the text is not what the element stands for.
    int NO_MATCH = -1;

    /// Reads from `bytes[at]` on, and answers where the next element begins, or [#NO_MATCH].
    int read(byte[] bytes, int at, int end, TemporalFields into);

    /// Whether the fields stay as they were where the text is not what the element stands for.
    default boolean isAtomic() {
        return true;
    }

    /// Takes a number that was read.
    @FunctionalInterface
    interface Field {
        void set(TemporalFields into, int number);
    }

    /// One of `texts`; the field gets the position of the one found, from 1.
    static Element text(List<String> texts, Field field) {
        List<byte[]> all = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
        return (bytes, at, end, into) -> {
            for (int i = 0; i < all.size(); i++) {
                if (startsWith(bytes, at, end, all.get(i))) {
                    field.set(into, i + 1);
                    return at + all.get(i).length;
                }
            }
            return NO_MATCH;
        };
    }

    static boolean startsWith(byte[] bytes, int at, int end, byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
