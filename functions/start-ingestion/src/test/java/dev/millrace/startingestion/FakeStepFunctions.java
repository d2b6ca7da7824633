package dev.millrace.startingestion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/// Step Functions, in memory: a name that was used is refused.
final class FakeStepFunctions implements SfnClient {
    static final String MACHINE = "arn:aws:states:eu-central-1:111122223333:stateMachine:ingest-file";

    /// What was asked for, whatever came of it.
    final List<StartExecutionRequest> asked = new ArrayList<>();

    /// What was started.
    final List<StartExecutionRequest> started = new ArrayList<>();

    private final Set<String> used = new HashSet<>();
    private @Nullable RuntimeException failure;
    private @Nullable RuntimeException lost;

    /// Lets the next start fail.
    void failNext(RuntimeException e) {
        failure = e;
    }

    /// Lets the next start happen, but its answer get lost.
    void loseNextAnswer(RuntimeException e) {
        lost = e;
    }

    /// As 90 days after an execution closed.
    void freeAllNames() {
        used.clear();
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        asked.add(request);
        RuntimeException e = failure;
        failure = null;
        if (e != null) {
            throw e;
        }
        if (!used.add(request.name())) {
            throw ExecutionAlreadyExistsException.builder().build();
        }
        started.add(request);
        RuntimeException unheard = lost;
        lost = null;
        if (unheard != null) {
            throw unheard;
        }
        return StartExecutionResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
