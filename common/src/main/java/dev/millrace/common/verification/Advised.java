package dev.millrace.common.verification;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;

/// What to do about rows whose record says otherwise.
final class Advised {
    /// About what no record knows.
    static final String UNKNOWN =
            "Find out who wrote it (CloudTrail), and delete it: the upload that it was made of was never recorded here";

    private Advised() {}

    /// About rows of an object that is not INGESTED.
    static String rowsOf(AuditRecord record) {
        return switch (record.state()) {
            case FAILED, NEW ->
                record.key().onArrival()
                        ? "./millrace replay " + record.oid()
                        : batch(
                                record.key().dataset().split("/", 2)[0],
                                record.key().datasetName());
            case HELD -> "./millrace release " + record.oid() + ", or dismiss it";
            case INVALID, VALIDATING, VALID, LOADING, REJECTED, SUPERSEDED, GONE, IGNORED, APPLIED, INGESTED ->
                "./millrace sweep --grace 0s, then verify again; if they stay: ./millrace history " + record.oid();
        };
    }

    /// About rows that are missing, or too many.
    static String countOf(AuditRecord record) {
        return record.state() == AuditState.INGESTED
                ? "./millrace history " + record.oid()
                        + "; deleted files of the lake are kept for NoncurrentDays (docs/verify.md)"
                : rowsOf(record);
    }

    /// A batch of a dataset takes its files, and undoes what failed ones left.
    static String batch(String cadence, String dataset) {
        return "./millrace batch %s --dataset %s --wait".formatted(cadence, dataset);
    }
}
