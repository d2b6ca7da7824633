package dev.millrace.loadfile;

/// What `Load File` answers its state machine.
///
/// @param outcome whether there is something to mark as ingested
/// @param rows rows in the lake; 0 unless loaded
record LoadAnswer(Outcome outcome, long rows) {
    enum Outcome {
        /// Every row is in the lake and in the catalog.
        LOADED,
        /// The object version was deleted before it could be loaded.
        GONE
    }
}
