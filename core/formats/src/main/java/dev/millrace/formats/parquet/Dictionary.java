package dev.millrace.formats.parquet;

import org.jspecify.annotations.Nullable;

/// The values that the pages of a column in a row group refer to by their numbers.
final class Dictionary {
    private final boolean isWide;
    private final int length;
    private final int size;
    private final byte[] page;
    private final int[] ends;
    private final PhysicalType type;

    /// Finds the values of a page from its first byte.
    ///
    /// @param size how many there are, as the page says
    Dictionary(Leaf leaf, int size, byte[] page, int pageEnd, Memory memory) throws BadParquet {
        this.type = leaf.type();
        this.length = leaf.length();
        this.isWide = type == PhysicalType.INT64 || type == PhysicalType.DOUBLE;
        this.size = size;
        this.page = page;
        if (type == PhysicalType.BOOLEAN || (long) size * leastBytes() > pageEnd) {
            throw new BadParquet("a dictionary says that it has %d values, more than it can have".formatted(size));
        }
        boolean texts = type == PhysicalType.BYTE_ARRAY;
        memory.hold(texts ? (long) Integer.BYTES * size : 0);
        this.ends = new int[texts ? size : 0];
        PlainDecoder values = new PlainDecoder(leaf, page, 0, pageEnd);
        for (int i = 0; i < ends.length; i++) {
            values.next();
            ends[i] = values.end;
        }
    }

    /// How many bytes a value has in the page; texts have their length before them.
    private int leastBytes() {
        return type == PhysicalType.BYTE_ARRAY ? Integer.BYTES : length;
    }

    /// How many bytes it has beside its page.
    long bytes() {
        return (long) Integer.BYTES * ends.length;
    }

    /// Makes `value` the one with that number.
    void read(int number, StoredValue value) throws BadParquet {
        if (number < 0 || number >= size) {
            throw new BadParquet(
                    "a page refers to value %d of a dictionary of %d".formatted(number & 0xFFFF_FFFFL, size));
        }
        if (type == PhysicalType.BYTE_ARRAY) {
            value.set(page, number == 0 ? Integer.BYTES : ends[number - 1] + Integer.BYTES, ends[number]);
        } else if (isWide) {
            value.bits = LittleEndian.int64(page, number * Long.BYTES);
        } else if (type == PhysicalType.INT32 || type == PhysicalType.FLOAT) {
            value.bits = LittleEndian.int32(page, number * Integer.BYTES);
        } else {
            value.set(page, number * length, (number + 1) * length);
        }
    }

    /// Reads values by their numbers (RLE_DICTIONARY).
    static final class Decoder extends ValueDecoder {
        private final @Nullable Dictionary dictionary;
        private final RunDecoder numbers;

        /// @param dictionary null when there is none, which is right for a page without values
        Decoder(@Nullable Dictionary dictionary, byte[] page, int start, int end) throws BadParquet {
            this.dictionary = dictionary;
            this.numbers = new RunDecoder(page, start + 1, end, page[start] & 0xFF);
        }

        @Override
        void next() throws BadParquet {
            if (dictionary == null) {
                throw new BadParquet("a page refers to a dictionary, but there is none before it");
            }
            dictionary.read(numbers.next(), this);
        }

        @Override
        boolean isUsedUp() {
            return numbers.isUsedUp();
        }

        @Override
        boolean repeats() {
            return true;
        }
    }
}
