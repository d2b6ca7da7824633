package dev.millrace.formats.parquet;

/// Reads small numbers of a fixed width: runs of equal ones, and others packed by bits (Parquet's RLE hybrid).
///
/// Nothing is unpacked before it is asked for, so that a run of a billion costs nothing by itself.
final class RunDecoder {
    private static final int FILLED_UP = 256;

    private final byte[] bytes;
    private final int end;
    private final int width;
    private int at;
    private long left;
    private boolean packed;
    private int repeated;
    private long bit;

    /// @param width of each number in bits
    RunDecoder(byte[] bytes, int start, int end, int width) throws BadParquet {
        if (width < 0 || width > Integer.SIZE) {
            throw new BadParquet("a page has numbers of %d bits".formatted(width));
        }
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.width = width;
    }

    int next() throws BadParquet {
        while (left == 0) {
            run();
        }
        left--;
        if (!packed) {
            return repeated;
        }
        if (bit + width > 8L * end) {
            throw BadParquet.endsEarly("a page");
        }
        int number = (int) LittleEndian.bits(bytes, bit, width);
        bit += width;
        return number;
    }

    /// Whether no more numbers stand here. Packed ones come by eight, and DuckDB's by 256; what fills up the last of
    /// them are none, and can be anything.
    boolean isUsedUp() {
        return at == end && left < (packed ? FILLED_UP : 1);
    }

    private void run() throws BadParquet {
        long head = 0;
        int b = -1;
        for (int shift = 0; b < 0; shift += 7) {
            if (at == end || shift > 28) {
                throw BadParquet.endsEarly("a page");
            }
            b = bytes[at++];
            head |= (b & 0x7FL) << shift;
        }
        packed = (head & 1) == 1;
        left = packed ? (head >>> 1) * Byte.SIZE : head >>> 1;
        if (packed) {
            bit = 8L * at;
            at = (int) Math.min(end, at + (head >>> 1) * width);
        } else {
            repeat();
        }
    }

    private void repeat() throws BadParquet {
        int count = (width + 7) / 8;
        if (count > end - at) {
            throw BadParquet.endsEarly("a page");
        }
        repeated = 0;
        for (int i = 0; i < count; i++) {
            repeated |= (bytes[at++] & 0xFF) << (8 * i);
        }
        if (width < Integer.SIZE && repeated >>> width != 0) {
            throw new BadParquet("a page repeats a number that has more than its %d bits".formatted(width));
        }
    }
}
