package dev.millrace.protocols;

import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
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

    /// The findings of a file, to be written.
    public static JudgedFindings of(String oid, Findings findings) {
        return new JudgedFindings(
                oid,
                findings.total(),
                findings.counts().stream().map(Count::of).toList(),
                findings.first().stream().map(Line::of).toList());
    }

    /// The same as they were found.
    ///
    /// @throws IllegalArgumentException when a rule or a severity is none
    public Findings findings() {
        return new Findings(
                total,
                counts.stream().map(Count::found).toList(),
                first.stream().map(Line::found).toList());
    }

    private static Rule ruleOf(String text) {
        return Rule.ofText(text).orElseThrow(() -> new IllegalArgumentException("Not a rule: " + text));
    }

    private static Severity severityOf(String text) {
        return Severity.ofText(text).orElseThrow(() -> new IllegalArgumentException("Not a severity: " + text));
    }

    /// How often a rule was broken.
    ///
    /// @param severity `halt`, `quarantine` or `warn`
    /// @param column null when the rule is about the whole record or file
    public record Count(
            String rule, String severity, @Nullable String column, long count) {
        static Count of(RuleCount found) {
            return new Count(found.rule().text(), found.severity().text(), found.column(), found.count());
        }

        private RuleCount found() {
            return new RuleCount(ruleOf(rule), severityOf(severity), column, count);
        }
    }

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
            String message) {
        static Line of(Finding found) {
            return new Line(
                    found.rule().text(),
                    found.severity().text(),
                    found.line(),
                    found.column(),
                    found.value(),
                    found.message());
        }

        private Finding found() {
            return new Finding(ruleOf(rule), severityOf(severity), line, column, value, message);
        }
    }
}
