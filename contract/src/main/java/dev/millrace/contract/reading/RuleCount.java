package dev.millrace.contract.reading;

import org.jspecify.annotations.Nullable;

/// How often a rule was broken.
///
/// @param column in which column; null for what is not about one
public record RuleCount(Rule rule, @Nullable String column, long count) {}
