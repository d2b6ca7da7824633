package dev.millrace.moveinvalidfile;

/// What `Move Invalid File To Failed Bucket` answers its state machine.
///
/// @param state where the audit record stands
/// @param moved false when the object's bytes had vanished from the landing bucket before they could be moved
record MoveAnswer(String oid, String state, boolean moved) {}
