package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.common.audit.Batch;
import dev.millrace.common.audit.BatchRef;
import dev.millrace.common.audit.BatchState;
import dev.millrace.common.dispatch.Json;
import dev.millrace.contract.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
final class BatchCommand implements Callable<Integer> {
    private static final FunctionName FUNCTION = FunctionName.of("start-batches");

    @Mixin
    private Shown shown = new Shown();

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
        List<Started> started = start(stack, wanted);
        if (started.isEmpty()) {
            shown.remark("No dataset is %s. See: ./millrace contract ls".formatted(wanted.text()));
        }
        started.forEach(batch -> shown.line("Started batch %s of %s"
                .formatted(batch.ref().batch(), batch.ref().dataset())));
        return wait && !started.isEmpty() ? outcome(stack, started) : Exit.OK;
    }

    /// A batch and its execution.
    private record Started(BatchRef ref, String executionArn) {}

    private Cadence cadence() {
        for (Cadence known : List.of(Cadence.DAILY, Cadence.MONTHLY)) {
            if (known.text().equals(cadence.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw shown.wrongUsage("batches are daily or monthly, not '%s'".formatted(cadence));
    }

    private List<Started> start(Stack stack, Cadence wanted) {
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("cadence", wanted.text())
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        if (dataset != null) {
            event.put("dataset", dataset);
        }
        var started = new ArrayList<Started>();
        for (JsonNode batch : new Functions(stack).invoke(FUNCTION, event).path("started")) {
            var ref = new BatchRef(
                    batch.path("dataset").asText(),
                    wanted.text(),
                    batch.path("batch").asText());
            started.add(new Started(ref, batch.path("executionArn").asText()));
        }
        return started;
    }

    private int outcome(Stack stack, List<Started> started) {
        var waiting = new BatchWaiting(stack, (ref, state) -> shown.remark("%s: %s".formatted(ref.dataset(), state)));
        boolean inTime = waiting.await(
                started.stream().map(Started::ref).toList(),
                started.stream().map(Started::executionArn).toList(),
                timeout);
        List<Batch> batches = waiting.batches();
        BatchListing.lines(batches, shown.columns()).forEach(shown::line);
        waiting.crowdedOut()
                .forEach(ref -> shown.remark(
                        "%s: another batch of it was running, or it could not begin; the next one takes its files (./millrace batches)"
                                .formatted(ref.dataset())));
        if (!inTime) {
            shown.error("the time of --timeout was up; see ./millrace batches");
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
