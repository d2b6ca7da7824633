package dev.millrace.contract.parquet;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks gzip (RFC 1952) of one member or several.
///
/// Java's own stream calls itself for each member, so that many empty ones break its stack.
final class Gunzip {
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final byte[] in;
    private final int inEnd;
    private final byte[] out;
    private final int outEnd;
    private int at;
    private int to;

    private Gunzip(byte[] in, int inEnd, byte[] out, int outStart, int outEnd) {
        this.in = in;
        this.inEnd = inEnd;
        this.out = out;
        this.outEnd = outEnd;
        this.to = outStart;
    }

    /// Unpacks the first `inEnd` bytes of `in` into exactly the bytes of `out` from `start` to `end` (excluded).
    ///
    /// @return false when they are no gzip, or make more or fewer
    static boolean unpack(byte[] in, int inEnd, byte[] out, int start, int end) {
        Inflater inflater = new Inflater(true);
        try {
            return new Gunzip(in, inEnd, out, start, end).members(inflater);
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private boolean members(Inflater inflater) throws DataFormatException {
        while (at < inEnd) {
            if (!header() || !body(inflater)) {
                return false;
            }
        }
        return to == outEnd;
    }

    private boolean header() {
        boolean begins = inEnd - at >= HEADER_BYTES && in[at] == 0x1F && in[at + 1] == (byte) 0x8B && in[at + 2] == 8;
        if (!begins || (in[at + 3] & RESERVED) != 0) {
            return false;
        }
        int flags = in[at + 3];
        at += HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            at += at + 2 <= inEnd ? 2 + (in[at] & 0xFF) + ((in[at + 1] & 0xFF) << 8) : inEnd;
        }
        passText((flags & NAME) != 0);
        passText((flags & COMMENT) != 0);
        at += (flags & HEADER_CRC) != 0 ? 2 : 0;
        return at <= inEnd;
    }

    private void passText(boolean isThere) {
        if (isThere) {
            while (at < inEnd && in[at] != 0) {
                at++;
            }
            at++;
        }
    }

    private boolean body(Inflater inflater) throws DataFormatException {
        inflater.reset();
        inflater.setInput(in, at, inEnd - at);
        int from = to;
        // One byte of room more shows that there is too much without keeping it.
        byte[] tooMuch = new byte[1];
        while (!inflater.finished()) {
            boolean full = to == outEnd;
            int count = full ? inflater.inflate(tooMuch) : inflater.inflate(out, to, outEnd - to);
            if ((full && count > 0) || (count == 0 && !inflater.finished())) {
                return false;
            }
            to += count;
        }
        at = inEnd - inflater.getRemaining();
        return trailer(from);
    }

    private boolean trailer(int from) {
        if (inEnd - at < TRAILER_BYTES) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(out, from, to - from);
        boolean right =
                LittleEndian.int32(in, at) == (int) crc.getValue() && LittleEndian.int32(in, at + 4) == to - from;
        at += TRAILER_BYTES;
        return right;
    }
}
