package dev.millrace.simulation;

/// What a partner uploads.
enum Kind {
    /// A file that keeps its contract.
    GOOD,
    /// A file that breaks it.
    BAD,
    /// A file that no contract matches.
    UNMATCHED,
    /// A marker that a tool left behind.
    MARKER,
    /// A control file, of a dataset that has such.
    CONTROL,
    /// A file that is too large to be validated here.
    TOO_BIG,
    /// A file that crashes the code that validates it.
    CRASHES_VALIDATION,
    /// A file that crashes the code that loads it.
    CRASHES_LOAD,
    /// A file that kills the function that validates it.
    KILLS_VALIDATION,
    /// A file that kills the function that loads it, before it writes.
    KILLS_LOAD,
    /// A file that kills the function that loads it, when half of it is written.
    KILLS_LATE;

    /// Files that nobody can validate or load.
    boolean poisonous() {
        return switch (this) {
            case CRASHES_VALIDATION, CRASHES_LOAD, KILLS_VALIDATION, KILLS_LOAD, KILLS_LATE -> true;
            case GOOD, BAD, UNMATCHED, MARKER, CONTROL, TOO_BIG -> false;
        };
    }

    /// The word that such a file holds.
    String word() {
        return "<" + name() + ">";
    }
}
