package dev.millrace.authoring.diff;

/// What one contract says and the other does not.
///
/// @param field what it is about, such as `amount.required`, `millrace.cadence` or `version`
/// @param before what the first contract says of it; empty when it says nothing
/// @param after what the second says
/// @param lineBefore the line of the first contract's file where it stands, or where it is left out
/// @param lineAfter the line of the second
public record Difference(String field, String before, String after, int lineBefore, int lineAfter) {}
