package dev.millrace.flow.jobs;

import dev.millrace.audit.jobs.TaskToken;

/// The states that wait for jobs.
public interface WaitingTasks {
    /// Lets a state go on.
    ///
    /// @param output JSON
    /// @return false when no state waits for this token (any more)
    boolean succeed(TaskToken token, String output);

    /// Lets a state fail.
    ///
    /// @param error its name, for state machines
    /// @param cause for people
    /// @return false when no state waits for this token (any more)
    boolean fail(TaskToken token, String error, String cause);
}
