package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.Printable;
import dev.millrace.flow.landing.Gone;
import software.amazon.awssdk.core.exception.SdkException;

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
            case INGESTED, SUPERSEDED, IGNORED ->
                isDeleted(stack, record.version())
                        ? "nowhere any more: they were deleted from the landing bucket when their days were over"
                                + " (millrace.keepRawDays), or by hand"
                        : landing(record);
            case NEW, VALIDATING, VALID, LOADING, INVALID, FAILED, HELD, APPLIED -> landing(record);
        };
    }

    private static String landing(AuditRecord record) {
        return "the landing bucket: " + record.version();
    }

    /// Whether S3 says that a version is not there; whoever may not ask is not told.
    private static boolean isDeleted(Stack stack, ObjectVersion version) {
        try {
            return Gone.head(stack.s3(), version).isEmpty();
        } catch (SdkException e) {
            return false;
        }
    }
}
