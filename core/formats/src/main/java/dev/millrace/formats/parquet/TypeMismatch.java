package dev.millrace.formats.parquet;

/// That a column of a file cannot be a contract's.
///
/// @param found what it is in the file
/// @param expected what the contract has
public record TypeMismatch(String found, String expected) {}
