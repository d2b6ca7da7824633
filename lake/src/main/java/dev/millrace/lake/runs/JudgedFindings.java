package dev.millrace.lake.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found in a file that a job judged.
///
/// @param total how many findings there are
/// @param counts all of them, counted by rule, severity and column
/// @param first the first 100 at most, in the order of the file
public record JudgedFindings(String oid, long total, List<Count> counts, List<Line> first) {
    public JudgedFindings {
        InputFile.requireOid(oid);
        counts = List.copyOf(counts);
        first = List.copyOf(first);
    }

    /// How often a rule was broken.
    ///
    /// @param severity `halt`, `quarantine` or `warn`
    /// @param column null when the rule is about the whole record or file
    public record Count(
            String rule, String severity, @Nullable String column, long count) {}

    /// One finding.
    ///
    /// @param line 1-based line of the file; 0 for the whole file
    /// @param column name in the file's header; null when the finding is about the whole record or file
    /// @param value what stands there, shortened and made printable; null when there is none to show
    /// @param message what is wrong and what is expected
    public record Line(
            String rule,
            String severity,
            long line,
            @Nullable String column,
            @Nullable String value,
            String message) {}
}
