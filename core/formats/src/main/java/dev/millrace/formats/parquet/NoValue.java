package dev.millrace.formats.parquet;

import org.jspecify.annotations.Nullable;

/// The values of a column of which the file says that it has none.
final class NoValue extends ParquetValue {
    @Override
    @Nullable String convert(StoredValue stored) {
        return "must not be there: the file says that its column has no values (NULL)";
    }

    @Override
    public String shown() {
        return "";
    }
}
