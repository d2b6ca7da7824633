package dev.millrace.formats.parquet;

import org.jspecify.annotations.Nullable;

/// Truth values.
final class BooleanValue extends ParquetValue {
    private long bit;

    @Override
    @Nullable String convert(StoredValue stored) {
        bit = stored.bits;
        return null;
    }

    @Override
    public long number() {
        return bit;
    }

    @Override
    public String shown() {
        return bit == 1 ? "true" : "false";
    }
}
