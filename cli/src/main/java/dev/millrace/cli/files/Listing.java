package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.cli.terminal.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Audit records as a table for people.
public final class Listing {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Listing() {}

    public static List<String> lines(List<AuditRecord> records, int width) {
        var table = new TextTable("STATE", "DATASET", "KEY", "SIZE", "ROWS", "CHANGED", "ID", "REASON");
        for (AuditRecord record : records) {
            table.row(
                    record.state().name(),
                    record.key().datasetName(),
                    record.version().key(),
                    size(record.size()),
                    record.rows() == null ? "" : record.rows().toString(),
                    ago(record.time()),
                    record.oid().hex().substring(0, 8),
                    record.reason() == null ? "" : record.reason());
        }
        return table.lines(width);
    }

    /// A size in bytes as people read it; nothing for an unknown one.
    static String size(long bytes) {
        if (bytes < 0) {
            return "";
        }
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    /// How long ago something was, in one unit.
    static String ago(Instant time) {
        Duration age = Duration.between(time, Instant.now());
        if (age.toDays() > 0) {
            return age.toDays() + " d ago";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h ago";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min ago" : Math.max(0, age.toSeconds()) + " s ago";
    }
}
