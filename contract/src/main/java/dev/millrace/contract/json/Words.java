package dev.millrace.contract.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time.
final class Words {
    private static final VarHandle HANDLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final long HIGHS = 0x8080808080808080L;

    private Words() {}

    /// The word that begins at `at`, its first byte the lowest.
    static long at(byte[] bytes, int at) {
        return (long) HANDLE.get(bytes, at);
    }

    /// Where in a string the first byte of the word is that is a quote, a backslash, a control character or not ASCII;
    /// 8 when there is none.
    static int special(long word) {
        // Borrows make bytes above the first such one look like it; nobody looks at these.
        long quote = (word ^ QUOTES) - ONES;
        long backslash = (word ^ BACKSLASHES) - ONES;
        return Long.numberOfTrailingZeros((quote | backslash | (word - SPACES) | word) & HIGHS) >>> 3;
    }

    /// The words of a text, the last filled up with zeros.
    static long[] of(byte[] text) {
        long[] words = new long[(text.length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < text.length; i++) {
            words[i / Long.BYTES] |= (text[i] & 0xFFL) << (i % Long.BYTES * Byte.SIZE);
        }
        return words;
    }

    /// Whether the bytes from `at` are a text.
    ///
    /// @param words the text's, of `length` bytes; as many words can be read from `at`
    static boolean equal(byte[] bytes, int at, long[] words, int length) {
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if (at(bytes, at + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        // What the last word has too much is shifted out.
        int tooMuch = (words.length * Long.BYTES - length) * Byte.SIZE;
        return at(bytes, at + last * Long.BYTES) << tooMuch == words[last] << tooMuch;
    }
}
