package dev.millrace.formats.parquet;

/// Unpacks a block of Snappy or LZ4: texts as they are, and copies of what came before.
///
/// Both are ours because their libraries are natives whose faults are faults of the whole process. Each byte of a
/// block makes at most 255, and none is written beyond the end that is given.
final class BlockUnpacker {
    private static final int LZ4_SHORTEST_COPY = 4;
    private static final int LZ4_LONG = 15;

    private final byte[] in;
    private final int inEnd;
    private final byte[] out;
    private final int outStart;
    private final int outEnd;
    private int at;
    private int to;

    /// Unpacks the first `inEnd` bytes of `in` into `out` from `outStart` to `outEnd` (excluded).
    BlockUnpacker(byte[] in, int inEnd, byte[] out, int outStart, int outEnd) {
        this.in = in;
        this.inEnd = inEnd;
        this.out = out;
        this.outStart = outStart;
        this.outEnd = outEnd;
        this.to = outStart;
    }

    /// Unpacks Snappy; false when it is none, or has another length.
    boolean snappy() {
        if (number(varintBytes()) != outEnd - outStart) {
            return false;
        }
        while (at < inEnd) {
            int tag = in[at++] & 0xFF;
            if (!((tag & 3) == 0 ? snappyText(tag >>> 2) : snappyCopy(tag))) {
                return false;
            }
        }
        return to == outEnd;
    }

    /// How many bytes the number here has that says how long the whole is; 0 when there is none.
    private int varintBytes() {
        for (int i = 0; i < 5 && at + i < inEnd; i++) {
            if (in[at + i] >= 0) {
                return i + 1;
            }
        }
        return 0;
    }

    private long number(int bytes) {
        long number = bytes == 0 ? -1 : 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) (in[at++] & 0x7F) << (7 * i);
        }
        return number;
    }

    private boolean snappyText(int lengthOrBytes) {
        if (lengthOrBytes < 60) {
            return text(lengthOrBytes + 1);
        }
        int bytes = lengthOrBytes - 59;
        long length = littleEndian(bytes);
        return length >= 0 && length < Integer.MAX_VALUE && text((int) length + 1);
    }

    private boolean snappyCopy(int tag) {
        int kind = tag & 3;
        long low = littleEndian(kind == 3 ? 4 : kind);
        if (low < 0 || low > Integer.MAX_VALUE) {
            return false;
        }
        return kind == 1 ? copy((tag & 0xE0) << 3 | (int) low, (tag >>> 2 & 7) + 4) : copy((int) low, (tag >>> 2) + 1);
    }

    /// Unpacks LZ4; false when it is none, or has another length.
    boolean lz4() {
        while (at < inEnd) {
            int token = in[at++] & 0xFF;
            long length = lz4Length(token >>> 4);
            if (length > Integer.MAX_VALUE || !text((int) length)) {
                return false;
            }
            if (at == inEnd) {
                return to == outEnd;
            }
            int distance = (int) littleEndian(2);
            length = lz4Length(token & 15) + LZ4_SHORTEST_COPY;
            if (length > Integer.MAX_VALUE || !copy(distance, (int) length)) {
                return false;
            }
        }
        return false;
    }

    private long lz4Length(int ofToken) {
        long length = ofToken;
        boolean more = ofToken == LZ4_LONG;
        while (more) {
            if (at == inEnd) {
                return Long.MAX_VALUE / 2;
            }
            int b = in[at++] & 0xFF;
            length += b;
            more = b == 255;
        }
        return length;
    }

    /// The number in the next bytes; -1 when there are not as many.
    private long littleEndian(int bytes) {
        if (bytes > inEnd - at) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (in[at++] & 0xFFL) << (8 * i);
        }
        return number;
    }

    private boolean text(int length) {
        if (length > inEnd - at || length > outEnd - to) {
            return false;
        }
        System.arraycopy(in, at, out, to, length);
        at += length;
        to += length;
        return true;
    }

    /// Copies what came `distance` bytes before; the copy may reach into itself.
    private boolean copy(int distance, int length) {
        if (distance < 1 || distance > to - outStart || length > outEnd - to) {
            return false;
        }
        if (distance >= length) {
            System.arraycopy(out, to - distance, out, to, length);
            to += length;
            return true;
        }
        for (int end = to + length; to < end; to++) {
            out[to] = out[to - distance];
        }
        return true;
    }
}
