package dev.millrace.formats.parquet;

/// Reads values of any length after the list of their lengths (DELTA_LENGTH_BYTE_ARRAY).
final class DeltaTextDecoder extends ValueDecoder {
    private final byte[] page;
    private final int pageEnd;
    private final DeltaNumbers lengths;
    private int at;

    /// @param values how many there can be
    DeltaTextDecoder(byte[] page, int start, int pageEnd, int values) throws BadParquet {
        this.page = page;
        this.pageEnd = pageEnd;
        this.lengths = new DeltaNumbers(page, start, pageEnd, values);
        this.at = DeltaNumbers.end(page, start, pageEnd, values);
    }

    @Override
    void next() throws BadParquet {
        long length = lengths.next();
        if (length < 0 || length > pageEnd - at || length > Memory.LONGEST_VALUE) {
            throw new BadParquet(
                    "a value says that it has %d bytes, more than there are or are read".formatted(length));
        }
        set(page, at, at + (int) length);
        at += (int) length;
    }

    @Override
    boolean isUsedUp() {
        return lengths.isUsedUp() && at == pageEnd;
    }
}
