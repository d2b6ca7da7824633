package dev.millrace.engines.runs;

import dev.millrace.contract.Engine;
import dev.millrace.contract.Printable;
import org.jspecify.annotations.Nullable;

/// What an engine says of a run.
///
/// @param mark null when it is no run of ours
/// @param state by the engine
/// @param message by the engine; null when it says nothing
public record RunStatus(
        Run run,
        @Nullable JobMark mark,
        Phase phase,
        String state,
        @Nullable String message) {
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_REASON = 1000;

    /// What a state of an engine means.
    public enum Phase {
        /// It waits or runs.
        OPEN(JobState.RUNNING),
        /// It was told to stop, and has not yet.
        STOPPING(JobState.RUNNING),
        /// It ended well.
        SUCCEEDED(JobState.SUCCEEDED),
        /// It ended otherwise.
        FAILED(JobState.FAILED);

        private final JobState job;

        Phase(JobState job) {
            this.job = job;
        }

        /// The state of its job.
        public JobState job() {
            return job;
        }
    }

    /// Whether it has ended.
    public boolean ended() {
        return phase.job().ended();
    }

    /// How it ended and where to read more, in one printable line.
    public String reason(Engine engine) {
        String said = message == null || message.isBlank() ? "" : ": " + Printable.of(message.strip(), MAX_MESSAGE);
        return Printable.of(
                "The %s run %s ended as %s%s. Its log: %s".formatted(engine.title(), run.id(), state, said, run.logs()),
                MAX_REASON);
    }
}
