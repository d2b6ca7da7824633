package dev.millrace.judging.sets;

/// Takes what a control file says of one file after the other.
interface EntrySink {
    /// Takes one.
    ///
    /// @throws Malformed when there are too many
    void accept(EntryFields fields) throws Malformed;
}
