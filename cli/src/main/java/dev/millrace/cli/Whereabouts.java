package dev.millrace.cli;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.contract.Printable;

/// Where an object's bytes are.
final class Whereabouts {
    private Whereabouts() {}

    static String of(Stack stack, AuditRecord record) {
        return switch (record.state()) {
            case GONE -> "nowhere: the version was deleted before it was ingested";
            case REJECTED ->
                record.failedKey() == null
                        ? "the failed bucket"
                        : "s3://" + stack.output("FailedBucket") + "/" + Printable.of(record.failedKey());
            case NEW, VALIDATING, VALID, LOADING, INGESTED, INVALID, FAILED, HELD, SUPERSEDED, IGNORED, APPLIED ->
                "the landing bucket: " + record.version();
        };
    }
}
