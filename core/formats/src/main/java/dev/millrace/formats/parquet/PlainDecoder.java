package dev.millrace.formats.parquet;

/// Reads values that stand as they are (PLAIN).
final class PlainDecoder extends ValueDecoder {
    private final PhysicalType type;
    private final int length;
    private final byte[] page;
    private final int pageEnd;
    private int at;
    private int bit;

    PlainDecoder(Leaf leaf, byte[] page, int start, int pageEnd) {
        this.type = leaf.type();
        this.length = leaf.length();
        this.page = page;
        this.at = start;
        this.pageEnd = pageEnd;
    }

    @Override
    void next() throws BadParquet {
        switch (type) {
            case BOOLEAN -> nextBit();
            case INT32, FLOAT -> bits = LittleEndian.int32(page, passed(Integer.BYTES));
            case INT64, DOUBLE -> bits = LittleEndian.int64(page, passed(Long.BYTES));
            case BYTE_ARRAY -> nextText();
            default -> {
                int from = passed(length);
                set(page, from, at);
            }
        }
    }

    /// Zeros may follow: fastparquet has room for values that are missing.
    @Override
    boolean isUsedUp() {
        for (int i = at; i < pageEnd; i++) {
            if (page[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private int passed(int count) throws BadParquet {
        if (count > pageEnd - at) {
            throw BadParquet.endsEarly("a page");
        }
        at += count;
        return at - count;
    }

    private void nextBit() throws BadParquet {
        if (bit == 0) {
            passed(1);
        }
        bits = page[at - 1] >> bit & 1L;
        bit = (bit + 1) % Byte.SIZE;
    }

    private void nextText() throws BadParquet {
        int bytesOfText = LittleEndian.int32(page, passed(Integer.BYTES));
        if (bytesOfText < 0 || bytesOfText > Memory.LONGEST_VALUE) {
            throw new BadParquet("a value has %d bytes; at most %d are read"
                    .formatted(bytesOfText & 0xFFFF_FFFFL, Memory.LONGEST_VALUE));
        }
        int from = passed(bytesOfText);
        set(page, from, at);
    }
}
