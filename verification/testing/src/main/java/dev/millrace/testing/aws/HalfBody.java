package dev.millrace.testing.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/// A body that breaks off half-way.
final class HalfBody extends InputStream {
    private final InputStream half;
    private final boolean silently;

    /// @param silently whether it then looks whole; else the connection is reset
    HalfBody(byte[] whole, boolean silently) {
        half = new ByteArrayInputStream(whole, 0, whole.length / 2);
        this.silently = silently;
    }

    @Override
    public int read() throws IOException {
        return orEnd(half.read());
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return length == 0 ? 0 : orEnd(half.read(into, from, length));
    }

    private int orEnd(int read) throws IOException {
        if (read < 0 && !silently) {
            throw new SocketException("Connection reset");
        }
        return read;
    }
}
