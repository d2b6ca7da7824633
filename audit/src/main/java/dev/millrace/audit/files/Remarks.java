package dev.millrace.audit.files;

import org.jspecify.annotations.Nullable;

/// What was found in a file that is loaded all the same.
///
/// @param rowsSetAside rows of the file that are not loaded, but set aside
/// @param findings how many findings there are; 1 or more
/// @param reportKey key of their report in the failed bucket; null when they are rows that a batch could not curate
///     only, which are not read again for a report
public record Remarks(
        long rowsSetAside, long findings, @Nullable String reportKey) {
    public Remarks {
        if (rowsSetAside < 0 || findings < 1) {
            throw new IllegalArgumentException("No remarks: %d rows, %d findings".formatted(rowsSetAside, findings));
        }
    }
}
