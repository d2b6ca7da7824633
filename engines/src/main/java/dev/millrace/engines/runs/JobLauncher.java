package dev.millrace.engines.runs;

/// Starts runs of jobs in one engine.
@FunctionalInterface
public interface JobLauncher {
    /// Starts a launch's run, or finds the one that an earlier try started.
    ///
    /// @throws dev.millrace.faults.ServiceFault while the engine takes no run
    Run start(Launch launch);
}
