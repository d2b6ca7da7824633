package dev.millrace.judging.rows;

import dev.millrace.judging.findings.Evidence;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The text of one field: UTF-8 in a buffer that is not its own. Used again for the next field.
public final class Cell implements Evidence {
    private static final int SHOWN_BYTES = 1_024;

    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private boolean quoted;
    private long line;

    public void set(byte[] buffer, int from, int to, boolean wasQuoted, long atLine) {
        bytes = buffer;
        start = from;
        end = to;
        quoted = wasQuoted;
        line = atLine;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    /// Whether there is no value: nothing at all, not even quotes.
    public boolean isNull() {
        return start == end && !quoted;
    }

    @Override
    public long line() {
        return line;
    }

    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String shown() {
        return isNull() ? null : new String(bytes, start, Math.min(length(), SHOWN_BYTES), StandardCharsets.UTF_8);
    }

    /// Whether the text is `word`, which is lowercase ASCII, in letters of either case.
    public boolean isWord(byte[] word) {
        if (end - start != word.length) {
            return false;
        }
        int differing = 0;
        for (int i = 0; i < word.length; i++) {
            differing |= (bytes[start + i] | 0x20) ^ word[i];
        }
        return differing == 0;
    }
}
