package dev.millrace.local.jobs;

/// Starts the programs of job runs.
@FunctionalInterface
interface JobPrograms {
    /// Fetches what the work needs, under its role, and starts it.
    ///
    /// @param run id of the job run
    /// @throws Refusal when it cannot be started; its text becomes the run's error
    JobProgram start(String run, JobWork work);
}
