package dev.millrace.loadfile;

/// What `Stage File` answers its state machine.
///
/// @param staged whether every good row is staged; false when the object version was deleted before it
///     could be, or is held since its table cannot take its rows
/// @param rows rows of the file, each staged or set aside; 0 unless staged
record StageAnswer(boolean staged, long rows) {}
