package dev.millrace.authoring.inference;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The first lines of a text, each up to its line feed.
final class FirstLines extends FilterInputStream {
    private long left;

    FirstLines(InputStream in, long lines) {
        super(in);
        this.left = lines;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int read = super.read(into, from, length);
        for (int i = 0; i < read; i++) {
            if (into[from + i] == '\n' && --left == 0) {
                return i + 1;
            }
        }
        return read;
    }
}
