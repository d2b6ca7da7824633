package dev.millrace.cli.batches;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Durations;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Cadence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Starts batches now, instead of when their schedule does.
@Command(
        name = "batch",
        description =
                "Ingest the waiting files of daily or monthly datasets now, instead of when the schedule does it.",
        footer = {
            "",
            "With --wait the exit status is 0 when every file is ingested or there was none, 4 when a batch failed, else 3",
            "when some files are not ingested, else 5 when another batch of a dataset runs already; 124 when the time was up."
        })
public final class BatchCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "CADENCE", description = "daily or monthly.")
    private String cadence = "";

    @Option(names = "--dataset", paramLabel = "D", description = "Only this dataset.")
    private @Nullable String dataset;

    @Option(names = "--wait", description = "Wait for the outcome.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "6h",
            converter = Durations.class,
            description = "How long --wait waits, such as 30m (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        Cadence wanted = cadence();
        Stack stack = shown.stack();
        List<StartedBatch> started = StartedBatch.start(stack, wanted, dataset, shown::remark);
        if (started.isEmpty()) {
            shown.remark("No dataset is %s. See: %s"
                    .formatted(wanted.text(), stack.commands().contracts()));
        }
        started.forEach(batch -> shown.line("Started batch %s of %s"
                .formatted(batch.ref().batch(), batch.ref().dataset())));
        return wait && !started.isEmpty() ? outcome(stack, started) : Exit.OK;
    }

    private Cadence cadence() {
        for (Cadence known : List.of(Cadence.DAILY, Cadence.MONTHLY)) {
            if (known.text().equals(cadence.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw shown.wrongUsage("batches are daily or monthly, not '%s'".formatted(cadence));
    }

    private int outcome(Stack stack, List<StartedBatch> started) {
        var waiting = new BatchWaiting(stack, (ref, state) -> shown.remark("%s: %s".formatted(ref.dataset(), state)));
        boolean inTime = waiting.await(started, timeout);
        List<Batch> batches = waiting.batches();
        BatchListing.lines(batches, shown.columns()).forEach(shown::line);
        waiting.crowdedOut()
                .forEach(ref -> shown.remark(
                        "%s: another batch of it was running, or it could not begin; the next one takes its files (%s)"
                                .formatted(ref.dataset(), stack.commands().batches(ref.dataset()))));
        if (!inTime) {
            shown.error("the time of --timeout was up; see " + stack.commands().batches());
            return Exit.TIMEOUT;
        }
        return status(batches, !waiting.crowdedOut().isEmpty());
    }

    private static int status(List<Batch> batches, boolean crowdedOut) {
        if (batches.stream().anyMatch(batch -> batch.state() == BatchState.FAILED)) {
            return Exit.FAILED;
        }
        if (batches.stream().anyMatch(batch -> batch.state() == BatchState.PARTIAL)) {
            return Exit.REJECTED;
        }
        return crowdedOut ? Exit.HELD_OR_GONE : Exit.OK;
    }
}
