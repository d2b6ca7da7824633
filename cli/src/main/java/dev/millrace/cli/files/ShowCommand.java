package dev.millrace.cli.files;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.cli.batches.ShownBatch;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Printable;
import dev.millrace.local.UserError;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.FindingsReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows everything about one object, or about a batch and its jobs.
@Command(
        name = "show",
        description = {
            "Show everything about one object: its state, why, where its bytes are, and what to do.",
            "Or about a batch: its state, why, how its jobs stand, what became of its files, and what to do."
        })
public final class ShowCommand implements Callable<Integer> {
    private static final int SHOWN_FINDINGS = 5;

    @Mixin
    private Console shown = new Console();

    @Parameters(
            paramLabel = "OBJECT",
            description =
                    "Its id (or 8 digits of it), key, key#versionId or s3://bucket/key; of a batch DATASET/BATCH or BATCH, "
                            + "such as orders/20261121T020000Z.")
    private String object = "";

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write its findings there, as a page.")
    private @Nullable Path html;

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        Optional<Batch> batch = ShownBatch.named(object, () -> stack.contracts().current(), stack.batches());
        if (batch.isPresent()) {
            show(stack, batch.get());
            return Exit.OK;
        }
        AuditRecord record = shown.audit(stack).named(object);
        if (html != null) {
            writePage(html, stack, record);
        }
        if (json) {
            shown.line(RecordJson.line(record));
        } else {
            show(stack, record);
        }
        return Exit.OK;
    }

    private void show(Stack stack, Batch batch) {
        if (html != null) {
            throw shown.wrongUsage("--html writes the findings on an object; a batch has none");
        }
        ShownBatch all = ShownBatch.of(batch, stack.batches(), stack.jobs(), shown.audit(stack)::byIds);
        if (json) {
            shown.line(all.json());
        } else {
            all.lines(stack.commands(), shown.columns()).forEach(shown::line);
        }
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
        new ReportReader(stack).of(record).ifPresent(report -> findings(stack, record, report));
        CourseLines.of(record).forEach(fact -> line(fact.what(), fact.value()));
        line("Execution", record.executionArn() == null ? "none yet" : record.executionArn());
        shown.line("History");
        CourseLines.moves(record).forEach(move -> shown.line("  " + move));
        shown.line("What to do");
        new Advice(stack.contracts().current(), stack.commands())
                .on(record)
                .forEach(advice -> shown.line("  " + advice));
    }

    private void findings(Stack stack, AuditRecord record, FindingsReport report) {
        String key = ReportReader.key(record).orElseThrow();
        String place = "s3://" + stack.output("FailedBucket") + "/";
        line("Report", place + key);
        line(
                "As a page",
                place + FindingsPage.keyBeside(key) + ", or here: "
                        + stack.commands().showAsPage(record.oid().hex()));
        shown.line("Findings (%d)".formatted(report.total()));
        report.findings().stream().limit(SHOWN_FINDINGS).forEach(finding -> shown.line("  " + finding.text()));
        if (report.total() > SHOWN_FINDINGS) {
            shown.line("  … and %d more, in the report beside the file".formatted(report.total() - SHOWN_FINDINGS));
        }
    }

    private void writePage(Path to, Stack stack, AuditRecord record) {
        FindingsReport report = new ReportReader(stack)
                .of(record)
                .orElseThrow(() -> new UserError("There is no report of findings on %s".formatted(record.version())));
        try {
            Files.write(to, FindingsPage.of(report, stack.commands()));
        } catch (IOException e) {
            throw new UncheckedIOException(to + " cannot be written", e);
        }
        shown.remark("All findings: " + to);
    }

    private void line(String what, String value) {
        shown.line("%-13s %s".formatted(what, Printable.of(value)));
    }
}
