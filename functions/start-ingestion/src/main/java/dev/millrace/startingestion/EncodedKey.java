package dev.millrace.startingestion;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// An object key as S3 events write it: UTF-8 in `application/x-www-form-urlencoded`. It is decoded exactly once,
/// here.
///
/// @param text the encoded text
record EncodedKey(String text) {
    private static final int MAX_BYTES = 1024;

    /// The raw key.
    ///
    /// @throws BadEvent when a `%` is not followed by two hexadecimal digits, or the bytes are no valid UTF-8 (the
    ///     JDK's own decoder would put U+FFFD there without a word, and so name another object) or more than S3's
    ///     keys have
    String decode() {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '%') {
                bytes.write(hex(i + 1) * 16 + hex(i + 2));
                i += 3;
            } else {
                bytes.writeBytes(utf8(c == '+' ? ' ' : c));
                i += Character.charCount(c);
            }
        }
        if (bytes.size() > MAX_BYTES) {
            throw new BadEvent("The event's object key has %,d bytes; keys of S3 have %,d at most"
                    .formatted(bytes.size(), MAX_BYTES));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadEvent("The event's object key does not decode to valid UTF-8", e);
        }
    }

    private static byte[] utf8(int codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw new BadEvent("The event's object key holds half a character, which is no valid UTF-8");
        }
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    }

    private int hex(int index) {
        int digit = index < text.length() && text.charAt(index) < 128 ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new BadEvent("The event's object key has a % that is not followed by two hexadecimal digits");
        }
        return digit;
    }
}
