package dev.millrace.flow.landing;

import dev.millrace.audit.files.AuditRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Where a refused file and its report stand in the failed bucket, side by side: `<dataset>/<arrival
/// date>/<oid>/<file name>` and `<dataset>/<arrival date>/<oid>.findings.json`. The object id keeps versions and
/// equal names apart; the file's own name is kept for people. A file that is loaded has its remarks there:
/// `<oid>.remarks.json`, and `<oid>.proposed.odcs.yaml` where its contract may grow. Beside each report is its
/// page, which ends in `.html` instead.
///
/// @param fileKey key of the file, at most 1,024 bytes
/// @param findingsKey key of the report
/// @param remarksKey key of the report on a file that is loaded all the same
/// @param proposalKey key of the contract that is proposed for the columns that such a file has more
public record FailedPlace(String fileKey, String findingsKey, String remarksKey, String proposalKey) {
    /// Bytes are counted as if each character took the four that UTF-8 may need.
    private static final int MAX_NAME = 200;

    /// The place of an object.
    public static FailedPlace of(AuditRecord record) {
        LocalDate day = record.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
        String base = "%s/%s/%s".formatted(record.key().datasetName(), day, record.oid());
        return new FailedPlace(
                base + "/" + name(record.version().key()),
                base + ".findings.json",
                base + ".remarks.json",
                base + ".proposed.odcs.yaml");
    }

    private static String name(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            return "file";
        }
        int length = name.codePointCount(0, name.length());
        return length <= MAX_NAME ? name : name.substring(name.offsetByCodePoints(0, length - MAX_NAME));
    }
}
