package dev.millrace.formats;

import dev.millrace.contract.Severity;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Finding;
import java.util.ArrayList;
import java.util.List;

/// A verdict in the words of the cases.
public final class VerdictText {
    private VerdictText() {}

    public static List<String> of(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(head(verdict));
        verdict.findings().first().forEach(finding -> lines.add(of(finding)));
        return lines;
    }

    private static String head(Verdict verdict) {
        if (verdict instanceof Verdict.Valid valid) {
            String aside = valid.setAside() == 0 ? "" : ", %d set aside".formatted(valid.setAside());
            return "valid, %d rows%s".formatted(valid.rows(), aside);
        }
        boolean stopped = ((Verdict.Rejected) verdict).sha256().isEmpty();
        return "rejected, %d rows%s".formatted(verdict.rows(), stopped ? ", stopped" : "");
    }

    public static String of(Finding finding) {
        String column = finding.column() == null ? "" : " " + finding.column();
        String value = finding.value() == null ? "" : " [" + finding.value() + "]";
        String severity = finding.severity() == Severity.HALT
                ? ""
                : " (%s)".formatted(finding.severity().text());
        return "%d %s%s%s: %s%s"
                .formatted(finding.line(), finding.rule().text(), column, value, finding.message(), severity);
    }
}
