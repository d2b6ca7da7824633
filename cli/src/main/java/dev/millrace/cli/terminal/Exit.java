package dev.millrace.cli.terminal;

/// What the command's exit status says.
public final class Exit {
    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;

    /// A file was refused.
    public static final int REJECTED = 3;

    /// A table does not hold what is recorded.
    public static final int VIOLATIONS = 3;

    /// A file failed: a fault, not its own.
    public static final int FAILED = 4;

    /// A file waits for a person, or is no longer there.
    public static final int HELD_OR_GONE = 5;

    /// Some of many objects were done, and others were not.
    public static final int PARTLY = 6;

    /// The time of `--timeout` passed first.
    public static final int TIMEOUT = 124;

    private Exit() {}
}
