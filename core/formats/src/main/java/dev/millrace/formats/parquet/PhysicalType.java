package dev.millrace.formats.parquet;

/// How Parquet stores the values of a column.
enum PhysicalType {
    BOOLEAN(0, 0),
    INT32(1, 4),
    INT64(2, 8),
    INT96(3, 12),
    FLOAT(4, 4),
    DOUBLE(5, 8),
    BYTE_ARRAY(6, 0),
    FIXED_LEN_BYTE_ARRAY(7, 0);

    private final int number;
    private final int bytes;

    /// @param number what stands for it in files
    PhysicalType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /// How many bytes each value has; 0 when that is not said by the type alone.
    int bytes() {
        return bytes;
    }

    static PhysicalType of(int number) throws BadParquet {
        for (PhysicalType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new BadParquet("the footer names a type that is not known: %d".formatted(number));
    }
}
