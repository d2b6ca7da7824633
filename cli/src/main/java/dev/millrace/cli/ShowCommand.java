package dev.millrace.cli;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.contract.Printable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Shows everything about one object.
@Command(
        name = "show",
        description = "Show everything about one object: its state, why, where its bytes are, and what to do.")
final class ShowCommand implements Callable<Integer> {
    private static final int SHOWN_FINDINGS = 5;

    @Mixin
    private Shown shown = new Shown();

    @Parameters(
            paramLabel = "OBJECT",
            description = "Its id (or 8 digits of it), key, key#versionId or s3://bucket/key.")
    private String object = "";

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        AuditRecord record = shown.audit(stack).named(object);
        if (json) {
            shown.line(RecordJson.line(record));
        } else {
            show(stack, record);
        }
        return Exit.OK;
    }

    private void show(Stack stack, AuditRecord record) {
        line("Object", record.version().toString());
        line("Id", record.oid().hex());
        line("Dataset", record.key().datasetName());
        record.pinnedContract()
                .ifPresent(pin -> line("Contract", "version " + pin.version() + ", sha256 " + pin.sha256()));
        line("State", record.state().name());
        if (record.reason() != null) {
            line("Because", record.reason());
        }
        line("Arrived", record.arrived() + (record.uploader() == null ? "" : ", uploaded by " + record.uploader()));
        line("Size", record.size() < 0 ? "unknown" : Listing.size(record.size()) + " (" + record.size() + " bytes)");
        if (record.rows() != null) {
            line("Rows", record.rows().toString());
        }
        line("Bytes are in", Whereabouts.of(stack, record));
        report(stack, record).ifPresent(this::findings);
        CourseLines.of(record).forEach(fact -> line(fact.what(), fact.value()));
        line("Execution", record.executionArn() == null ? "none yet" : record.executionArn());
        shown.line("History");
        CourseLines.moves(record).forEach(move -> shown.line("  " + move));
        shown.line("What to do");
        Advice.on(record).forEach(advice -> shown.line("  " + advice));
    }

    private void findings(FindingsReport report) {
        shown.line("Findings (%d)".formatted(report.total()));
        report.findings().stream().limit(SHOWN_FINDINGS).forEach(finding -> shown.line("  " + finding.text()));
        if (report.total() > SHOWN_FINDINGS) {
            shown.line("  … and %d more, in the report beside the file".formatted(report.total() - SHOWN_FINDINGS));
        }
    }

    private static Optional<FindingsReport> report(Stack stack, AuditRecord record) {
        String key = record.findingsKey();
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FindingsReport.of(stack.s3()
                    .getObjectAsBytes(
                            g -> g.bucket(stack.output("FailedBucket")).key(key))
                    .asByteArray()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void line(String what, String value) {
        shown.line("%-13s %s".formatted(what, Printable.of(value)));
    }
}
