package dev.millrace.contract;

/// One end of a [Range].
///
/// @param value where it is
/// @param inclusive whether that value itself is still allowed
public record Limit<T extends Comparable<? super T>>(T value, boolean inclusive) {}
