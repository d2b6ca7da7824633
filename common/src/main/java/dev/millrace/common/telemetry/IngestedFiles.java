package dev.millrace.common.telemetry;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.Remarks;

/// Counts files that are ingested, and their rows.
public final class IngestedFiles {
    private IngestedFiles() {}

    /// Counts a file that has just become INGESTED.
    public static void count(AuditRecord record) {
        String dataset = record.key().datasetName();
        Remarks remarks = record.remarks();
        long setAside = remarks == null ? 0 : remarks.rowsSetAside();
        long rows = record.rows() == null ? 0 : record.rows();
        Telemetry.count("FilesIngested", dataset, 1);
        Telemetry.count("RowsLoaded", dataset, rows - setAside);
        if (setAside > 0) {
            Telemetry.count("RowsSetAside", dataset, setAside);
        }
    }
}
