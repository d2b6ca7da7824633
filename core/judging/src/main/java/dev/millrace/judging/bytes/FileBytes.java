package dev.millrace.judging.bytes;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The bytes of a file, which stay the same while it is read.
public interface FileBytes {
    /// How many there are; -1 when it is not known.
    long size() throws IOException;

    /// All of them, from the first. Whoever opens it closes it.
    InputStream open() throws IOException;

    /// Reads `length` bytes from `position` into `into` at `from`.
    ///
    /// @throws EOFException if the file ends before
    void read(long position, byte[] into, int from, int length) throws IOException;

    /// A file in memory.
    static FileBytes of(byte[] bytes) {
        return new FileBytes() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public void read(long position, byte[] into, int from, int length) throws IOException {
                if (position < 0 || length > bytes.length - position) {
                    throw new EOFException("The file ends at %d".formatted(bytes.length));
                }
                Objects.checkFromIndexSize(from, length, into.length);
                System.arraycopy(bytes, (int) position, into, from, length);
            }
        };
    }
}
