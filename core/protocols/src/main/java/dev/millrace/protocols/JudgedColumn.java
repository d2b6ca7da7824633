package dev.millrace.protocols;

/// A column that a file has and its contract has not.
///
/// @param header its name in the file
/// @param logicalType the narrowest ODCS logical type that all its values have
public record JudgedColumn(String header, String logicalType) {}
