package dev.millrace.judging.findings;

import java.util.List;

/// All that is wrong with a file, counted, and the first of it in full.
///
/// @param total how many findings there are
/// @param counts how many of each rule and column, by rule, then by severity, then by column in the contract's order
/// @param first the first 100 at most: those that refuse the file, then the others, each in the order of the file
public record Findings(long total, List<RuleCount> counts, List<Finding> first) {
    /// How many findings are kept in full.
    public static final int KEPT = 100;

    public Findings {
        counts = List.copyOf(counts);
        first = List.copyOf(first);
    }
}
