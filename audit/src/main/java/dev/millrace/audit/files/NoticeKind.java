package dev.millrace.audit.files;

/// What a notice to owners is about.
public enum NoticeKind {
    /// A file was refused and set aside.
    REJECTED,
    /// A file waits for a person.
    HELD,
    /// A fault, not the file, ended its ingestion.
    FAILED,
    /// A file was ingested, but something was found in it.
    REMARKS;

    /// The mark of a notice about one attempt: each is sent once.
    public String mark(long fence) {
        return this + "#" + fence;
    }
}
