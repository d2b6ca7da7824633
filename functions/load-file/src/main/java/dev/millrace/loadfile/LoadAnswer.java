package dev.millrace.loadfile;

/// What `Load File` answers its state machine.
///
/// @param outcome what is to be done with the record
/// @param rows rows in the lake; 0 unless loaded
record LoadAnswer(Outcome outcome, long rows) {
    enum Outcome {
        /// Every row is in the lake and in the catalog.
        LOADED,
        /// The same, and they take the place of those of the key's older versions.
        REPLACES,
        /// The object version was deleted before it could be loaded.
        GONE
    }
}
