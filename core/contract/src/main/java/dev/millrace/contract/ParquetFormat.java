package dev.millrace.contract;

/// Apache Parquet, with columns that are neither nested nor repeated.
public record ParquetFormat() implements FileFormat {
    @Override
    public String text() {
        return "parquet";
    }

    @Override
    public String title() {
        return "Parquet";
    }
}
