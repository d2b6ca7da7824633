package dev.millrace.engines.runs;

/// A run of a job in its engine.
///
/// @param id by the engine
/// @param logs where its log is, for people
public record Run(String id, String logs) {}
