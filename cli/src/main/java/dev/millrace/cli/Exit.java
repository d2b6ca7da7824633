package dev.millrace.cli;

/// What the command's exit status says.
final class Exit {
    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;

    /// A file was refused.
    static final int REJECTED = 3;

    /// A table does not hold what is recorded.
    static final int VIOLATIONS = 3;

    /// A file failed: a fault, not its own.
    static final int FAILED = 4;

    /// A file waits for a person, or is no longer there.
    static final int HELD_OR_GONE = 5;

    /// Some of many objects were done, and others were not.
    static final int PARTLY = 6;

    /// The time of `--timeout` passed first.
    static final int TIMEOUT = 124;

    private Exit() {}
}
