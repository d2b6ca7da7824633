package dev.millrace.launchjob;

import dev.millrace.audit.jobs.Job;
import dev.millrace.engines.runs.JobState;
import org.jspecify.annotations.Nullable;

/// How a job stands when its launch is over. State machines wait for its result and do not see this.
///
/// @param runId null while it is not known
record LaunchAnswer(
        String job, long fence, JobState state, @Nullable String runId) {
    static LaunchAnswer of(Job job) {
        return new LaunchAnswer(
                job.mark().job(),
                job.mark().fence(),
                job.state(),
                job.run() == null ? null : job.run().id());
    }
}
