package dev.millrace.contract.reading;

import java.util.ArrayList;
import java.util.List;

/// A verdict in the words of the cases.
final class VerdictText {
    private VerdictText() {}

    static List<String> of(Verdict verdict) {
        if (!(verdict instanceof Verdict.Rejected rejected)) {
            return List.of("valid, %d rows".formatted(verdict.rows()));
        }
        List<String> lines = new ArrayList<>();
        String stopped = rejected.sha256().isEmpty() ? ", stopped" : "";
        lines.add("rejected, %d rows%s".formatted(verdict.rows(), stopped));
        rejected.findings().first().forEach(finding -> lines.add(of(finding)));
        return lines;
    }

    private static String of(Finding finding) {
        String column = finding.column() == null ? "" : " " + finding.column();
        String value = finding.value() == null ? "" : " [" + finding.value() + "]";
        return "%d %s%s%s: %s".formatted(finding.line(), finding.rule().text(), column, value, finding.message());
    }
}
