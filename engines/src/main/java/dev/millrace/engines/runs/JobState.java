package dev.millrace.engines.runs;

/// How a job stands.
public enum JobState {
    /// It is written down; whether the engine knows of it is not known yet.
    LAUNCHING,
    /// The engine has a run of it.
    RUNNING,
    /// Its run ended well.
    SUCCEEDED,
    /// Its run ended badly, or was stopped.
    FAILED;

    /// Whether its run has ended.
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED;
    }
}
