package dev.millrace.contract.parquet;

import org.jspecify.annotations.Nullable;

/// A value as a file stores it. Used again for the next one.
class StoredValue {
    private static final byte[] NONE = {};

    /// The bits of a truth value (0 or 1), a number of 32 bits (with its sign) or of 64, whole or floating-point.
    long bits;

    /// Where all other values are: `bytes` from `start` to `end` (excluded).
    byte[] bytes = NONE;

    int start;
    int end;

    final int length() {
        return end - start;
    }

    final void set(byte[] buffer, int from, int to) {
        bytes = buffer;
        start = from;
        end = to;
    }

    /// The value that an end of statistics is, which has the plain encoding without a length; null when it is none.
    static @Nullable StoredValue ofStatistics(byte[] plain, Leaf leaf) {
        if (leaf.length() > 0 ? plain.length != leaf.length() : plain.length == 0) {
            return null;
        }
        StoredValue value = new StoredValue();
        switch (leaf.type()) {
            case INT32, FLOAT -> value.bits = LittleEndian.int32(plain, 0);
            case INT64, DOUBLE -> value.bits = LittleEndian.int64(plain, 0);
            default -> value.set(plain, 0, plain.length);
        }
        return value;
    }
}
