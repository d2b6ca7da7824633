package dev.millrace.audit.batches;

/// State of a batch. All but [#RUNNING] are terminal.
public enum BatchState {
    /// Its execution is at it, or ended without closing it.
    RUNNING,
    /// There was no file to take.
    EMPTY,
    /// Every file is ingested, or needs not be.
    SUCCEEDED,
    /// Some files are not ingested: refused, held, failed or left; all others are.
    PARTIAL,
    /// A fault ended it; none of its files is ingested, and the next batch takes them.
    FAILED;

    /// Whether nothing is left to do.
    public boolean terminal() {
        return this != RUNNING;
    }
}
