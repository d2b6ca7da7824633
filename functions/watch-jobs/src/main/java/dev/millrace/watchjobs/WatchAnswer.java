package dev.millrace.watchjobs;

import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.engines.runs.JobState;
import org.jspecify.annotations.Nullable;

/// What came of an event.
///
/// @param runId that it told of
/// @param job id of its job; null when the run is none of ours, or not over
/// @param state of the job; null without one
/// @param handOver whether the state that waits has the result; null without a job
record WatchAnswer(
        String runId,
        @Nullable String job,
        @Nullable JobState state,
        @Nullable HandOver handOver) {
    static WatchAnswer nothing(String runId) {
        return new WatchAnswer(runId, null, null, null);
    }

    static WatchAnswer of(String runId, Job job) {
        return new WatchAnswer(runId, job.mark().job(), job.state(), job.handOver());
    }
}
