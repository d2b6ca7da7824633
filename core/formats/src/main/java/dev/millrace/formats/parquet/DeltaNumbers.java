package dev.millrace.formats.parquet;

/// Reads whole numbers that are stored as differences (DELTA_BINARY_PACKED), without unpacking any before it is asked
/// for.
final class DeltaNumbers {
    private final byte[] bytes;
    private final int end;
    private final int miniBlocks;
    private final int perMiniBlock;
    private final long total;
    private int at;
    private long next;
    private long left;
    private long leastDelta;
    private int widths;
    private int miniBlock;
    private int leftInMiniBlock;
    private int width;
    private long bit;

    /// @param most how many numbers there can be
    DeltaNumbers(byte[] bytes, int start, int end, long most) throws BadParquet {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        long perBlock = varint();
        long blocks = varint();
        this.total = varint();
        long first = varint();
        this.next = (first >>> 1) ^ -(first & 1);
        this.left = total;
        boolean even = perBlock > 0 && blocks > 0 && perBlock <= 1 << 20 && perBlock % blocks == 0;
        if (!even || perBlock / blocks % 8 != 0 || total < 0 || total > most) {
            throw new BadParquet("a page's differences are in blocks that cannot be");
        }
        this.miniBlocks = (int) blocks;
        this.perMiniBlock = (int) (perBlock / blocks);
        this.miniBlock = miniBlocks;
    }

    /// Where the last difference ends.
    static int end(byte[] bytes, int start, int end, long most) throws BadParquet {
        DeltaNumbers numbers = new DeltaNumbers(bytes, start, end, most);
        for (long left = numbers.total - 1; left > 0; left -= numbers.perMiniBlock) {
            numbers.openMiniBlock();
        }
        return numbers.at;
    }

    long next() throws BadParquet {
        if (left == 0) {
            throw BadParquet.endsEarly("a page");
        }
        long number = next;
        left--;
        if (left > 0) {
            if (leftInMiniBlock == 0) {
                openMiniBlock();
            }
            next += leastDelta + LittleEndian.bits(bytes, bit, width);
            bit += width;
            leftInMiniBlock--;
        }
        return number;
    }

    boolean isUsedUp() {
        return left == 0;
    }

    private void openMiniBlock() throws BadParquet {
        if (miniBlock == miniBlocks) {
            long least = varint();
            leastDelta = (least >>> 1) ^ -(least & 1);
            widths = at;
            pass(miniBlocks);
            miniBlock = 0;
        }
        width = bytes[widths + miniBlock] & 0xFF;
        if (width > Long.SIZE) {
            throw new BadParquet("a page has differences of %d bits".formatted(width));
        }
        bit = 8L * at;
        pass((long) width * perMiniBlock / 8);
        miniBlock++;
        leftInMiniBlock = perMiniBlock;
    }

    private void pass(long count) throws BadParquet {
        if (count > end - at) {
            throw BadParquet.endsEarly("a page");
        }
        at += (int) count;
    }

    private long varint() throws BadParquet {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            pass(1);
            byte b = bytes[at - 1];
            number |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new BadParquet("a page has a number with too many digits");
    }
}
