package dev.millrace.formats.json;

import dev.millrace.contract.bytes.Swar;

/// Names and strings of JSON, eight bytes at a time.
final class Words {
    private static final long QUOTES = Swar.repeated((byte) '"');
    private static final long BACKSLASHES = Swar.repeated((byte) '\\');

    private Words() {}

    /// Where in a string the first byte of the word is that is a quote, a backslash, a control character or not ASCII;
    /// 8 when there is none.
    static int special(long word) {
        return Swar.first(Swar.equal(word, QUOTES)
                | Swar.equal(word, BACKSLASHES)
                | Swar.controls(word)
                | (word & Swar.HIGHEST_BITS));
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
            if (Swar.word(bytes, at + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        // What the last word has too much is shifted out.
        int tooMuch = (words.length * Long.BYTES - length) * Byte.SIZE;
        return Swar.word(bytes, at + last * Long.BYTES) << tooMuch == words[last] << tooMuch;
    }
}
