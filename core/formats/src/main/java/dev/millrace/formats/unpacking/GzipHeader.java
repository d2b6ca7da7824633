package dev.millrace.formats.unpacking;

import java.io.IOException;
import java.util.zip.CRC32;

/// The header of a member of gzip (RFC 1952, section 2.3).
final class GzipHeader {
    /// The most bytes that a header may have. Only file names and comments make it long, and nobody reads them.
    static final int LONGEST = 1 << 16;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final PackedBytes in;
    private final CRC32 crc = new CRC32();
    private int length;

    private GzipHeader(PackedBytes in) {
        this.in = in;
    }

    /// Whether a file may be gzip.
    ///
    /// @param four its first four bytes, little-endian
    static boolean begins(int four) {
        return (four & 0xFFFF) == 0x8B1F;
    }

    /// Passes the header of a member.
    ///
    /// @param isFirst whether it is the first of the file
    static void pass(PackedBytes in, boolean isFirst) throws IOException {
        new GzipHeader(in).pass(isFirst);
    }

    private void pass(boolean isFirst) throws IOException {
        if (next() != 0x1F || next() != 0x8B) {
            throw new PackingException(
                    isFirst
                            ? "the file is not packed with gzip, as millrace.compression says"
                            : "the file has bytes behind its gzip data (a file that is padded with zeros may have lost"
                                    + " what stood there)");
        }
        if (next() != DEFLATE) {
            throw new PackingException("the file has gzip data of an unknown method");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new PackingException("the file has a gzip header with flags that do not exist");
        }
        // Its time, its compressor's setting and system.
        skip(6);
        skip((flags & EXTRA) == 0 ? 0 : next() | (next() << 8));
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        if ((flags & HEADER_CRC) != 0) {
            int expected = (int) crc.getValue() & 0xFFFF;
            if ((next() | (next() << 8)) != expected) {
                throw new PackingException("the file has a gzip header whose checksum is wrong");
            }
        }
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw GzipStream.truncated();
        }
        if (++length > LONGEST) {
            throw new PackingException("the file has a gzip header of more than %d bytes".formatted(LONGEST));
        }
        crc.update(b);
        return b;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText(boolean isThere) throws IOException {
        while (isThere && next() != 0) {
            // Up to its NUL.
        }
    }
}
