package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what happened to every version of a key.
@Command(
        name = "history",
        description =
                "Show every version of an object's key in upload order, with all that happened to each: when, in which attempt, "
                        + "by whom and why.")
public final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(
            paramLabel = "OBJECT",
            description = "Its key, id (or 8 digits of it), key#versionId or s3://bucket/key.")
    private String object = "";

    @Option(names = "--json", description = "One JSON object a line, one line a version.")
    private boolean json;

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        AuditView view = shown.audit(stack);
        KeyHistory history = KeyHistory.of(stack, view, view.named(object));
        if (json) {
            history.records().forEach(record -> shown.line(RecordJson.line(record)));
        } else {
            int number = 1;
            for (AuditRecord record : history.records()) {
                show(record, number, history.records().size());
                number++;
            }
        }
        history.unrecorded()
                .forEach(version -> shown.remark("%s has no record yet. If its event was lost, the sweep finds it: %s"
                        .formatted(version, stack.commands().sweep())));
        return Exit.OK;
    }

    private void show(AuditRecord record, int number, int all) {
        if (number > 1) {
            shown.line("");
        }
        shown.line("%d of %d  %s".formatted(number, all, record.version()));
        line("Id", record.oid().hex());
        line("Dataset", record.key().datasetName());
        line("State", record.state() + (record.reason() == null ? "" : ": " + record.reason()));
        CourseLines.of(record).forEach(fact -> line(fact.what(), fact.value()));
        line("Execution", record.executionArn() == null ? "none" : record.executionArn());
        CourseLines.moves(record).forEach(move -> shown.line("  " + move));
    }

    private void line(String what, String value) {
        shown.line("  %-13s %s".formatted(what, Printable.of(value)));
    }
}
