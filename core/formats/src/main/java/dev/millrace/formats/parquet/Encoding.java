package dev.millrace.formats.parquet;

/// How the values of a page are written.
enum Encoding {
    PLAIN(0),
    PLAIN_DICTIONARY(2),
    RLE(3),
    BIT_PACKED(4),
    DELTA_BINARY_PACKED(5),
    DELTA_LENGTH_BYTE_ARRAY(6),
    DELTA_BYTE_ARRAY(7),
    RLE_DICTIONARY(8),
    BYTE_STREAM_SPLIT(9);

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    static Encoding of(int number) throws BadParquet {
        for (Encoding encoding : values()) {
            if (encoding.number == number) {
                return encoding;
            }
        }
        throw new BadParquet("a page has an encoding that is not known: %d".formatted(number));
    }

    boolean hasDictionary() {
        return this == PLAIN_DICTIONARY || this == RLE_DICTIONARY;
    }

    /// Whether values of `leaf` can be written so.
    boolean fits(Leaf leaf) {
        PhysicalType type = leaf.type();
        return switch (this) {
            case PLAIN -> true;
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> type != PhysicalType.BOOLEAN;
            case RLE -> type == PhysicalType.BOOLEAN;
            case BIT_PACKED -> false;
            case DELTA_BINARY_PACKED -> type == PhysicalType.INT32 || type == PhysicalType.INT64;
            case DELTA_LENGTH_BYTE_ARRAY -> type == PhysicalType.BYTE_ARRAY;
            case DELTA_BYTE_ARRAY -> type == PhysicalType.BYTE_ARRAY || type == PhysicalType.FIXED_LEN_BYTE_ARRAY;
            case BYTE_STREAM_SPLIT -> leaf.length() > 0 && type != PhysicalType.INT96;
        };
    }
}
