package dev.millrace.formats;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A file that is made while it is read.
final class EndlessStream extends InputStream {
    private final byte[] head;
    private final byte[] body;
    private final long length;
    private long at;

    private EndlessStream(byte[] head, byte[] body, long length) {
        this.head = head;
        this.body = body;
        this.length = length;
    }

    /// `head`, then `body` again and again, `length` bytes in all.
    static InputStream of(String head, String body, long length) {
        return new EndlessStream(head.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8), length);
    }

    @Override
    public int read() {
        throw new AssertionError("byte by byte is too slow");
    }

    @Override
    public int read(byte[] into, int from, int count) {
        int i = 0;
        int ofBody = (int) (Math.max(0, at - head.length) % body.length);
        while (i < count && at < length) {
            if (at < head.length) {
                into[from + i] = head[(int) at];
            } else {
                into[from + i] = body[ofBody];
                ofBody = ofBody + 1 == body.length ? 0 : ofBody + 1;
            }
            i++;
            at++;
        }
        return i == 0 ? -1 : i;
    }

    @Override
    public void close() {
        throw new AssertionError("the stream is its owner's to close");
    }
}
