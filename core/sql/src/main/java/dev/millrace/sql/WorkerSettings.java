package dev.millrace.sql;

/// What a worker is told at its start, beside its table.
///
/// @param folder for what does not fit into memory
record WorkerSettings(long memoryBytes, long diskBytes, int threads, String folder) {}
