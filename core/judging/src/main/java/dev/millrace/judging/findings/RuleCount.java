package dev.millrace.judging.findings;

import dev.millrace.contract.Severity;
import org.jspecify.annotations.Nullable;

/// How often a rule was broken.
///
/// @param severity what that does to the file
/// @param column in which column; null for what is not about one
public record RuleCount(
        Rule rule, Severity severity, @Nullable String column, long count) {}
