package dev.millrace.notices;

/// What came of a notice.
public enum SendResult {
    /// It was sent.
    SENT,
    /// It is like one that was sent within the window, and is counted for the summary.
    COUNTED,
    /// There was nothing to tell, or it was told before.
    NOTHING
}
