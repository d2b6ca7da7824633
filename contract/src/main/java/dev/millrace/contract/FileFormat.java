package dev.millrace.contract;

/// How the files of a dataset are written (`millrace.format`).
public sealed interface FileFormat permits CsvFormat, JsonFormat, ParquetFormat {
    /// The default of `millrace.maxRecordBytes`: 1 MiB.
    int DEFAULT_MAX_RECORD_BYTES = 1 << 20;

    /// The greatest `millrace.maxRecordBytes`: 16 MiB.
    int GREATEST_MAX_RECORD_BYTES = 1 << 24;

    /// The spelling used in contracts, such as `csv`.
    String text();

    /// How people call it, such as `JSON Lines`.
    String title();
}
