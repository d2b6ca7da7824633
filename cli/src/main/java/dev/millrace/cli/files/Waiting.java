package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Outcomes;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Durations;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Printable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// The options of commands that may wait for what becomes of objects.
final class Waiting {
    @Option(names = "--wait", description = "Wait for the outcome.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "10m",
            converter = Durations.class,
            description = "How long --wait waits, such as 90s or 10m (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    /// Waits, when asked to, and shows in a table what became of the objects.
    ///
    /// @return the exit status
    int outcome(Console shown, Stack stack, Collection<ObjectVersion> objects) {
        return outcome(
                shown,
                stack,
                objects,
                records -> Listing.lines(records, shown.columns()).forEach(shown::line));
    }

    /// The same, shown otherwise.
    int outcome(Console shown, Stack stack, Collection<ObjectVersion> objects, Consumer<List<AuditRecord>> show) {
        if (!wait || objects.isEmpty()) {
            return Exit.OK;
        }
        Outcomes outcomes = new Outcomes(
                new AuditView(stack),
                record -> shown.remark(
                        "%s: %s".formatted(Printable.of(record.version().key()), record.state())));
        boolean inTime = outcomes.await(objects, timeout);
        show.accept(outcomes.records());
        if (!inTime) {
            shown.error("the time of --timeout was up; see " + stack.commands().ls());
            return Exit.TIMEOUT;
        }
        outcomes.records().stream()
                .filter(record -> record.state() == AuditState.NEW)
                .forEach(record -> shown.remark(untilItsBatch(record)));
        return outcomes.exitStatus();
    }

    private static String untilItsBatch(AuditRecord record) {
        String partition = record.key().dataset();
        return "%s is NEW until the next %s batch of its dataset"
                .formatted(Printable.of(record.version().key()), partition.substring(0, partition.indexOf('/')));
    }
}
