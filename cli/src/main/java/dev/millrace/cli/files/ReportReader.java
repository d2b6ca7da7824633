package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.landing.Gone;
import dev.millrace.notices.reports.FindingsReport;
import java.util.Optional;

/// The reports of findings in a stack's failed bucket.
public final class ReportReader {
    private final Stack stack;

    public ReportReader(Stack stack) {
        this.stack = stack;
    }

    /// The key of the report on a file, refused or loaded; empty when there is none.
    static Optional<String> key(AuditRecord record) {
        return Optional.ofNullable(record.findingsKey())
                .or(() -> Optional.ofNullable(record.remarks())
                        .flatMap(remarks -> Optional.ofNullable(remarks.reportKey())));
    }

    /// The report on a file; empty when there is none, or none any more.
    public Optional<FindingsReport> of(AuditRecord record) {
        return key(record)
                .flatMap(key -> Gone.unlessGone(() -> stack.s3()
                        .getObjectAsBytes(
                                g -> g.bucket(stack.output("FailedBucket")).key(key))
                        .asByteArray()))
                .map(FindingsReport::of);
    }
}
