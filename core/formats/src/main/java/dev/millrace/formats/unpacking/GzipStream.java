package dev.millrace.formats.unpacking;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks gzip: all members, with their checksums and lengths, to the last byte of the file.
///
/// Nothing may stand behind the last member, zeros neither. A file that was preallocated and not written to its end
/// looks just so, and a member may be missing.
final class GzipStream extends BulkStream {
    /// The most members without data. Members with data are as many as a file has: tools that pack blocks make many.
    static final int MOST_EMPTY_MEMBERS = 1_000;

    private final PackedBytes in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long size;
    private int emptyMembers;
    private boolean isFirst = true;
    private boolean inMember;

    GzipStream(PackedBytes in) {
        this.in = in;
    }

    static PackingException truncated() {
        return new PackingException("the file ends inside its gzip data");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || begin()) {
            int count = inflate(into, from, length);
            if (count > 0) {
                crc.update(into, from, count);
                size += count;
                return count;
            }
            if (inflater.finished()) {
                end();
            } else if (!inflater.needsInput()) {
                throw new PackingException("the file has gzip data that cannot be unpacked");
            } else {
                in.takeAllBut(0);
                feed();
            }
        }
        return -1;
    }

    /// Goes to the next member; false when there is none.
    private boolean begin() throws IOException {
        if (!in.hasMore()) {
            return false;
        }
        GzipHeader.pass(in, isFirst);
        isFirst = false;
        inMember = true;
        inflater.reset();
        crc.reset();
        size = 0;
        feed();
        return true;
    }

    private int inflate(byte[] into, int from, int length) throws PackingException {
        try {
            return inflater.inflate(into, from, length);
        } catch (DataFormatException e) {
            throw new PackingException("the file has gzip data that cannot be unpacked: " + e.getMessage());
        }
    }

    private void feed() throws IOException {
        if (!in.hasMore()) {
            throw truncated();
        }
        inflater.setInput(in.buffer(), in.at(), in.remaining());
    }

    /// Compares what stands behind a member's data.
    private void end() throws IOException {
        in.takeAllBut(inflater.getRemaining());
        inMember = false;
        if (word() != (int) crc.getValue()) {
            throw new PackingException("the file has gzip data whose checksum is wrong");
        }
        if (word() != (int) size) {
            throw new PackingException("the file has gzip data whose length is wrong");
        }
        emptyMembers += size == 0 ? 1 : 0;
        if (emptyMembers > MOST_EMPTY_MEMBERS) {
            throw new PackingException(
                    "the file has more than %d gzip members without data".formatted(MOST_EMPTY_MEMBERS));
        }
    }

    private int word() throws IOException {
        int word = 0;
        for (int i = 0; i < Integer.SIZE; i += Byte.SIZE) {
            int b = in.read();
            if (b < 0) {
                throw truncated();
            }
            word |= b << i;
        }
        return word;
    }

    /// Frees the memory outside of Java's heap; the packed bytes' stream stays open.
    @Override
    public void close() {
        inflater.end();
    }
}
