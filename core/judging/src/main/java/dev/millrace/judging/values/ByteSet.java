package dev.millrace.judging.values;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// A set of texts in which bytes of UTF-8 are looked up as they lie in a buffer. Its texts come from a contract, and
/// it is at most half full.
final class ByteSet {
    private final byte[] @Nullable [] slots;
    private final int mask;

    ByteSet(Collection<String> texts) {
        int size = Integer.highestOneBit(Math.max(texts.size(), 1)) * 4;
        slots = new byte[size][];
        mask = size - 1;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int slot = slot(bytes, 0, bytes.length);
            while (slots[slot] != null && !Arrays.equals(slots[slot], bytes)) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = bytes;
        }
    }

    boolean contains(byte[] bytes, int start, int end) {
        int slot = slot(bytes, start, end);
        byte[] at = slots[slot];
        while (at != null) {
            if (Arrays.equals(at, 0, at.length, bytes, start, end)) {
                return true;
            }
            slot = (slot + 1) & mask;
            at = slots[slot];
        }
        return false;
    }

    private int slot(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ (hash >>> 16)) & mask;
    }
}
