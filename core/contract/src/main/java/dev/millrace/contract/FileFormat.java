package dev.millrace.contract;

/// How the files of a dataset are written (`millrace.format`).
public sealed interface FileFormat permits CsvFormat, JsonFormat, ParquetFormat {
    /// The default of `millrace.maxRecordBytes`: 1 MiB.
    int DEFAULT_MAX_RECORD_BYTES = 1 << 20;

    /// The greatest `millrace.maxRecordBytes`: 16 MiB.
    int GREATEST_MAX_RECORD_BYTES = 1 << 24;

    /// Checks the bound of a record.
    ///
    /// @throws IllegalArgumentException unless it is from 1 to [#GREATEST_MAX_RECORD_BYTES]
    static void requireRecordBytes(int maxRecordBytes) {
        if (maxRecordBytes < 1 || maxRecordBytes > GREATEST_MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordBytes must be 1 to %d: %d".formatted(GREATEST_MAX_RECORD_BYTES, maxRecordBytes));
        }
    }

    /// The spelling used in contracts, such as `csv`.
    String text();

    /// How people call it, such as `JSON Lines`.
    String title();
}
