package dev.millrace.loadfile;

/// What `Load File` answers its state machine.
///
/// @param outcome what is to be done with the record
/// @param rows rows of the file, each loaded or set aside; 0 unless loaded
record LoadAnswer(Outcome outcome, long rows) {
    enum Outcome {
        /// Every row is in the lake and in the catalog, as loaded or as set aside.
        LOADED,
        /// The same, and something was found in the file that its owners are to hear.
        LOADED_WITH_REMARKS,
        /// The same, and they take the place of those of the key's older versions.
        REPLACES,
        /// The same, and something was found in the file that its owners are to hear.
        REPLACES_WITH_REMARKS,
        /// The object version was deleted before it could be loaded.
        GONE,
        /// Its table cannot take rows as its contract wants them. Nothing of it is in the lake; its owners are to hear.
        HELD
    }
}
