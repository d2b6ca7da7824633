package dev.millrace.audit.jobs;

import dev.millrace.contract.Engine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The records of jobs.
public interface Jobs {
    /// A job by its id.
    Optional<Job> find(String job);

    /// The id of the job that a run is of; empty when nobody has written it down (yet).
    Optional<String> ofRun(Engine engine, String runId);

    /// Writes a job in place of what was seen, with what leads to it from its run and from the list of open jobs.
    ///
    /// @param seen null when there was none
    /// @return the job as it is written; empty when another one has written it since it was seen
    Optional<Job> write(@Nullable Job seen, Job next);

    /// The ids of all open jobs.
    List<String> open();
}
