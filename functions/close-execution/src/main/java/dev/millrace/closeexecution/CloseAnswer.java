package dev.millrace.closeexecution;

import org.jspecify.annotations.Nullable;

/// What came of an execution's end.
///
/// @param execution its name
/// @param state where its object's audit record stands now; null when it is no execution for one object, or its
///     object was never recorded
record CloseAnswer(String execution, @Nullable String state) {}
