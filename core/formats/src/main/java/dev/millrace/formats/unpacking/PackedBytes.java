package dev.millrace.formats.unpacking;

import java.io.IOException;
import java.io.InputStream;

/// The packed bytes, some of them in a buffer that others may look into. They come in the same pieces in whatever
/// pieces the file comes, so that a damaged file is always read equally far.
final class PackedBytes extends InputStream {
    private static final int SIZE = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private int at;
    private int limit;

    PackedBytes(InputStream in) {
        this.in = in;
    }

    /// The first four bytes, little-endian, with zeros for those that the file does not have. To be asked for only
    /// before any is taken.
    int beginning() throws IOException {
        limit += in.readNBytes(buffer, limit, SIZE - limit);
        int four = 0;
        for (int i = 3; i >= 0; i--) {
            four = (four << 8) | (buffer[i] & 0xFF);
        }
        return four;
    }

    /// Reads more when all in the buffer are taken; false at the end of the file.
    boolean hasMore() throws IOException {
        if (at == limit) {
            at = 0;
            limit = in.readNBytes(buffer, 0, SIZE);
        }
        return at < limit;
    }

    byte[] buffer() {
        return buffer;
    }

    /// Where the bytes not yet taken begin.
    int at() {
        return at;
    }

    /// How many bytes in the buffer are not yet taken.
    int remaining() {
        return limit - at;
    }

    /// Takes all in the buffer but the last `left`.
    void takeAllBut(int left) {
        at = limit - left;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (at == limit) {
            int read = in.readNBytes(into, from, length);
            return read == 0 && length > 0 ? -1 : read;
        }
        int count = Math.min(length, limit - at);
        System.arraycopy(buffer, at, into, from, count);
        at += count;
        return count;
    }
}
