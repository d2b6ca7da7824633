package dev.millrace.judging.bytes;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file as they came, counted and hashed as they pass.
public final class ByteSource extends InputStream {
    private final InputStream in;
    private final FileHash sha256 = new FileHash();
    private long count;

    public ByteSource(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = in.read(into, from, length);
        if (read > 0) {
            sha256.update(into, from, read);
            count += read;
        }
        return read;
    }

    public long count() {
        return count;
    }

    /// In lowercase hex; once only.
    public String sha256() {
        return sha256.hex();
    }
}
