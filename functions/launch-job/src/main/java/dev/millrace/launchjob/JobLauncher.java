package dev.millrace.launchjob;

import dev.millrace.audit.jobs.Job;
import dev.millrace.engines.runs.Run;

/// Starts runs of jobs in one engine.
interface JobLauncher {
    /// Starts a job's run, or finds the one that an earlier try started.
    ///
    /// @param job that is written down as being launched
    Run start(Job job);
}
