package dev.millrace.formats.json;

/// A name that was not asked for.
///
/// @param name its first [UnknownNames#LONGEST] bytes at most
/// @param line the physical line, from 1, where it stood first
public record UnknownName(String name, long line) {}
