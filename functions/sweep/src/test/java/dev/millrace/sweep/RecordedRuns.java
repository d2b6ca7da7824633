package dev.millrace.sweep;

import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Runs of an engine that stand as they are told to.
final class RecordedRuns implements JobRuns {
    private final Map<String, RunStatus> runs = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();

    void put(RunStatus status) {
        runs.put(status.run().id(), status);
    }

    /// Lets the engine fail when it is asked of a run.
    void breakOf(String runId) {
        unreachable.add(runId);
    }

    @Override
    public Optional<RunStatus> find(JobMark mark, Instant since) {
        return runs.values().stream()
                .filter(status -> mark.equals(status.mark()))
                .findFirst();
    }

    @Override
    public Optional<RunStatus> look(String runId) {
        if (unreachable.contains(runId)) {
            throw new ServiceFault("out of order");
        }
        return Optional.of(Objects.requireNonNull(runs.get(runId)));
    }

    @Override
    public void stop(String runId) {
        throw new UnsupportedOperationException("The sweep stops nothing");
    }
}
