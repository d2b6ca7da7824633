package dev.millrace.sweep;

import dev.millrace.common.jobs.Engine;
import dev.millrace.common.jobs.Engines;
import dev.millrace.common.jobs.Job;
import dev.millrace.common.jobs.JobHandOver;
import dev.millrace.common.jobs.Jobs;
import dev.millrace.common.jobs.OpenJobs;
import dev.millrace.common.jobs.TaskToken;
import dev.millrace.common.jobs.WaitingTasks;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The jobs of a deployment without batches: none, and nobody waits for one.
final class NoJobs implements Jobs, WaitingTasks {
    /// The open ones of them.
    static OpenJobs open(Clock clock) {
        var none = new NoJobs();
        return new OpenJobs(none, new Engines(Map.of()), new JobHandOver(none, none, clock), clock);
    }

    @Override
    public Optional<Job> find(String job) {
        return Optional.empty();
    }

    @Override
    public Optional<String> ofRun(Engine engine, String runId) {
        return Optional.empty();
    }

    @Override
    public Optional<Job> write(@Nullable Job seen, Job next) {
        return Optional.empty();
    }

    @Override
    public List<String> open() {
        return List.of();
    }

    @Override
    public boolean succeed(TaskToken token, String output) {
        return false;
    }

    @Override
    public boolean fail(TaskToken token, String error, String cause) {
        return false;
    }
}
