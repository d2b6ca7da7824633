package dev.millrace.formats;

import dev.millrace.judging.bytes.FileBytes;
import java.io.FilterInputStream;
import java.io.InputStream;

/// A file that can be read once, from its beginning to its end, and is closed by whoever gave it.
record OneReading(InputStream bytes) implements FileBytes {
    @Override
    public long size() {
        return -1;
    }

    @Override
    public InputStream open() {
        return new FilterInputStream(bytes) {
            @Override
            public int readNBytes(byte[] into, int from, int length) throws java.io.IOException {
                return in.readNBytes(into, from, length);
            }

            @Override
            public void close() {
                // Not ours.
            }
        };
    }

    @Override
    public void read(long position, byte[] into, int from, int length) {
        throw new UnsupportedOperationException("A stream cannot be read in places");
    }
}
