package dev.millrace.cli.batches;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.Batches;
import dev.millrace.cli.stack.Pauses;
import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.executions.Executions.Status;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Waits for what becomes of batches.
public final class BatchWaiting {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Batches batches;
    private final SfnClient stepFunctions;
    private final BiConsumer<BatchRef, BatchState> progress;
    private final Map<BatchRef, Batch> seen = new LinkedHashMap<>();
    private final List<BatchRef> crowdedOut = new ArrayList<>();

    /// @param progress is told of each state that a batch comes to
    public BatchWaiting(Stack stack, BiConsumer<BatchRef, BatchState> progress) {
        this.batches = stack.batches();
        this.stepFunctions = stack.aws().client(SfnClient.builder());
        this.progress = progress;
    }

    /// Waits until all have come to their end; false when the time was up before.
    public boolean await(List<StartedBatch> started, Duration patience) {
        Instant end = Instant.now().plus(patience);
        for (StartedBatch batch : started) {
            while (!isOver(batch.ref(), batch.executionArn())) {
                if (Instant.now().isAfter(end)) {
                    return false;
                }
                Pauses.pause(PAUSE);
            }
        }
        return true;
    }

    /// A batch that never began has no record: its execution ended since another one was running.
    private boolean isOver(BatchRef ref, String execution) {
        boolean ended = StepFunctionsExecutions.status(stepFunctions, execution) != Status.RUNNING;
        Batch batch = batches.find(ref).orElse(null);
        if (batch == null) {
            if (ended) {
                crowdedOut.add(ref);
            }
            return ended;
        }
        Batch before = seen.put(ref, batch);
        if (before == null || before.state() != batch.state()) {
            progress.accept(ref, batch.state());
        }
        return batch.state().terminal();
    }

    /// The batches that began, as they were seen last.
    public List<Batch> batches() {
        return List.copyOf(seen.values());
    }

    /// Those that never began.
    List<BatchRef> crowdedOut() {
        return List.copyOf(crowdedOut);
    }
}
