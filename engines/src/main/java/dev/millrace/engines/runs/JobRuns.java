package dev.millrace.engines.runs;

import java.time.Instant;
import java.util.Optional;

/// The runs of an engine.
public interface JobRuns {
    /// The newest run of one launch; empty when it has none.
    ///
    /// @param since when the launch was written down: its run is no older
    Optional<RunStatus> find(JobMark mark, Instant since);

    /// A run; empty when the engine has none of this id.
    Optional<RunStatus> look(String runId);

    /// Tells a run to stop. It may take minutes to.
    void stop(String runId);
}
