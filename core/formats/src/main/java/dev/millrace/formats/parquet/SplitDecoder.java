package dev.millrace.formats.parquet;

/// Reads values of which all first bytes stand together, then all second ones, and so on (BYTE_STREAM_SPLIT).
final class SplitDecoder extends ValueDecoder {
    private final byte[] page;
    private final int start0;
    private final int count;
    private final byte[] joined;
    private final boolean inBytes;
    private int next;

    SplitDecoder(Leaf leaf, byte[] page, int start, int end) throws BadParquet {
        this.page = page;
        this.start0 = start;
        this.joined = new byte[leaf.length()];
        this.count = (end - start) / joined.length;
        this.inBytes = leaf.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        if ((end - start) % joined.length != 0) {
            throw BadParquet.endsEarly("a page");
        }
    }

    @Override
    boolean isUsedUp() {
        return next == count;
    }

    @Override
    void next() throws BadParquet {
        if (next == count) {
            throw BadParquet.endsEarly("a page");
        }
        for (int i = 0; i < joined.length; i++) {
            joined[i] = page[start0 + i * count + next];
        }
        next++;
        if (inBytes) {
            set(joined, 0, joined.length);
        } else {
            bits = joined.length == Long.BYTES ? LittleEndian.int64(joined, 0) : LittleEndian.int32(joined, 0);
        }
    }
}
