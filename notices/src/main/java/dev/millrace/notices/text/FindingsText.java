package dev.millrace.notices.text;

import dev.millrace.contract.Printable;
import dev.millrace.notices.reports.FindingsReport;
import java.util.List;
import java.util.Locale;

/// Writes the first findings of a report, and counts the others.
final class FindingsText {
    private static final int SHOWN_FINDINGS = 10;

    /// The findings of a subject; its reason when it has no report.
    String of(NoticeSubject subject) {
        FindingsReport report = subject.report();
        if (report == null) {
            return "  " + Printable.of(subject.reason()) + "\n";
        }
        var text = new StringBuilder();
        List<FindingsReport.Line> lines = report.findings();
        lines.stream()
                .limit(SHOWN_FINDINGS)
                .forEach(l -> text.append("  - ").append(l.text()).append('\n'));
        long more = report.total() - Math.min(lines.size(), SHOWN_FINDINGS);
        if (more > 0) {
            text.append(String.format(Locale.ROOT, "  and %,d more; by rule:%n", more));
            List<FindingsReport.Count> counts = report.counts();
            counts.stream().limit(Wording.SHOWN_LINES).forEach(c -> text.append(count(c)));
            if (counts.size() > Wording.SHOWN_LINES) {
                text.append("      ... and more kinds, which stand in the report\n");
            }
        }
        return text.toString();
    }

    private static String count(FindingsReport.Count count) {
        String where = count.column() == null ? "" : ", column " + Printable.of(count.column(), 60);
        return String.format(Locale.ROOT, "      %,9d  %s%s%n", count.count(), Printable.of(count.rule(), 60), where);
    }
}
