package dev.millrace.formats.parquet;

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
}
