package dev.millrace.authoring.inference;

import java.util.Map;

/// Parquet.
record ParquetLayout() implements Layout {
    @Override
    public String ending() {
        return ".parquet";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("format", "parquet");
    }
}
