package dev.millrace.authoring.inference;

import java.util.OptionalLong;

/// What a look at a sample's values gave.
///
/// @param draft with the guessed types
/// @param rows how many rows were looked at
/// @param lines how many lines have these rows; empty when they are all
record Looked(Draft draft, long rows, OptionalLong lines) {}
