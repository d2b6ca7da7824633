package dev.millrace.flow.verification;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.flow.commands.Commands;

/// What to do about rows whose record says otherwise.
final class Advised {
    /// About what no record knows.
    static final String UNKNOWN =
            "Find out who wrote it (CloudTrail), and delete it: the upload that it was made of was never recorded here";

    private final Commands commands;

    Advised(Commands commands) {
        this.commands = commands;
    }

    /// About rows of an object that is not INGESTED.
    String rowsOf(AuditRecord record) {
        return switch (record.state()) {
            case FAILED, NEW ->
                record.key().onArrival()
                        ? commands.replay(record.oid().hex())
                        : batch(
                                record.key().dataset().split("/", 2)[0],
                                record.key().datasetName());
            case HELD -> commands.release(record.oid().hex()) + ", or dismiss it";
            case INVALID, VALIDATING, VALID, LOADING, REJECTED, SUPERSEDED, GONE, IGNORED, APPLIED, INGESTED ->
                commands.sweepAll() + ", then verify again; if they stay: "
                        + commands.history(record.oid().hex());
        };
    }

    /// About rows that are missing, or too many.
    String countOf(AuditRecord record) {
        return record.state() == AuditState.INGESTED
                ? commands.history(record.oid().hex())
                        + "; deleted files of the lake are kept for NoncurrentDays (docs/verify.md)"
                : rowsOf(record);
    }

    /// A batch of a dataset takes its files, and undoes what failed ones left.
    String batch(String cadence, String dataset) {
        return commands.batch(cadence, dataset);
    }
}
