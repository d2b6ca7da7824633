package dev.millrace.formats.parquet;

/// Reads truth values that stand as runs (RLE), after their length.
final class RunBooleanDecoder extends ValueDecoder {
    private final RunDecoder runs;

    RunBooleanDecoder(byte[] page, int start, int end) throws BadParquet {
        this.runs = lengthFirst(page, start, end);
    }

    /// Reads runs of one bit that stand after their length, which is in the first four bytes.
    static RunDecoder lengthFirst(byte[] page, int start, int end) throws BadParquet {
        return new RunDecoder(page, start + Integer.BYTES, endAfterLength(page, start, end), 1);
    }

    /// Where runs end that stand after their length.
    static int endAfterLength(byte[] page, int start, int end) throws BadParquet {
        int length = end - start < Integer.BYTES ? -1 : LittleEndian.int32(page, start);
        if (length < 0 || length > end - start - Integer.BYTES) {
            throw BadParquet.endsEarly("a page");
        }
        return start + Integer.BYTES + length;
    }

    @Override
    void next() throws BadParquet {
        bits = runs.next();
    }

    @Override
    boolean isUsedUp() {
        return runs.isUsedUp();
    }
}
