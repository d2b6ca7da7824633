package dev.millrace.formats.parquet;

import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileFormat;
import java.util.Set;

/// Apache Parquet, with columns that are neither nested nor repeated.
public record ParquetFormat() implements FileFormat {
    @Override
    public Set<FileCheck> fileChecks() {
        return Set.of();
    }

    @Override
    public Set<String> serverFormats() {
        return Set.of("parquet");
    }

    @Override
    public String text() {
        return "parquet";
    }

    @Override
    public String title() {
        return "Parquet";
    }
}
