package dev.millrace.judging;

import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import java.util.List;

/// Tells of what files show that were joined, cut off or changed by a tool, as severe as the contract says.
public final class FileRules {
    private final FileChecks checks;
    private final RecordJudge records;

    public FileRules(FileChecks checks, RecordJudge records) {
        this.checks = checks;
        this.records = records;
    }

    /// Whether it is told at all.
    public boolean tells(FileCheck check) {
        return checks.severity(check).isPresent();
    }

    /// Tells of something about the file, not of a record.
    public void ofFile(FileCheck check, long line, String message) {
        checks.severity(check)
                .ifPresent(severity -> records.tally()
                        .add(severity, Rule.of(check), FindingsCollector.WHOLE_RECORD, line, null, message));
    }

    /// Tells of something about the current record.
    ///
    /// @return whether its values are to be judged: not those of what is refused or set aside as a whole
    public boolean ofRecord(FileCheck check, long line, String message) {
        return checks.severity(check)
                .map(severity -> records.notice(severity, Rule.of(check), line, message))
                .orElse(true);
    }

    /// Tells of something about a value of the current record.
    public void ofValue(FileCheck check, int column, Evidence evidence, String message) {
        checks.severity(check)
                .ifPresent(severity -> records.notice(severity, Rule.of(check), column, evidence, message));
    }

    /// Tells of lines that have nothing, which are passed over.
    ///
    /// @param first the line of the first of them; the others follow it
    public void blankLines(long first, long count) {
        long each = Math.min(count, Findings.KEPT);
        checks.severity(FileCheck.BLANK_LINE).ifPresent(severity -> {
            String message = severity == Severity.HALT ? "the line is empty" : "the line is empty and is passed over";
            for (long i = 0; i < each; i++) {
                ofFile(FileCheck.BLANK_LINE, first + i, message);
            }
            if (count > each) {
                records.tally()
                        .addLate(severity, Rule.BLANK_LINE, FindingsCollector.WHOLE_RECORD, count - each, List.of());
            }
        });
    }
}
