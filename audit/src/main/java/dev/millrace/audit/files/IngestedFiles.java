package dev.millrace.audit.files;

import dev.millrace.base.telemetry.Telemetry;

/// Counts files that are ingested, and their rows.
public final class IngestedFiles {
    private IngestedFiles() {}

    /// Counts a file that has just become INGESTED.
    public static void count(AuditRecord record) {
        String dataset = record.key().datasetName();
        Telemetry.count("FilesIngested", dataset, 1);
        Telemetry.count("RowsLoaded", dataset, record.goodRows());
        if (record.rowsSetAside() > 0) {
            Telemetry.count("RowsSetAside", dataset, record.rowsSetAside());
        }
    }
}
