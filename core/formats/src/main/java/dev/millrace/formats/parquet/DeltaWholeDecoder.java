package dev.millrace.formats.parquet;

/// Reads whole numbers that are stored as differences (DELTA_BINARY_PACKED).
final class DeltaWholeDecoder extends ValueDecoder {
    private final DeltaNumbers numbers;
    private final boolean isInt;

    /// @param values how many there can be
    DeltaWholeDecoder(Leaf leaf, byte[] page, int start, int end, int values) throws BadParquet {
        this.numbers = new DeltaNumbers(page, start, end, values);
        this.isInt = leaf.type() == PhysicalType.INT32;
    }

    @Override
    void next() throws BadParquet {
        long number = numbers.next();
        bits = isInt ? (int) number : number;
    }

    @Override
    boolean isUsedUp() {
        return numbers.isUsedUp();
    }
}
