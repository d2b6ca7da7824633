package dev.millrace.common.audit;

import java.util.Objects;

/// What was found in a file that is loaded all the same.
///
/// @param rowsSetAside rows of the file that are not loaded, but set aside
/// @param findings how many findings there are; 1 or more
/// @param reportKey key of their report in the failed bucket
public record Remarks(long rowsSetAside, long findings, String reportKey) {
    public Remarks {
        Objects.requireNonNull(reportKey);
        if (rowsSetAside < 0 || findings < 1) {
            throw new IllegalArgumentException("No remarks: %d rows, %d findings".formatted(rowsSetAside, findings));
        }
    }
}
