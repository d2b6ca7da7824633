package dev.millrace.audit.jobs;

/// Whether the state that waits for a job got its result.
public enum HandOver {
    /// Not yet.
    OWED,
    /// It did.
    DONE,
    /// Nobody waits (any more): the state timed out, or its execution has ended. A new token makes it owed again.
    REFUSED
}
