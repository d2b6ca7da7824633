package dev.millrace.common.notices;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.contract.Printable;
import java.util.List;
import java.util.Locale;

/// Writes what is wrong with a refused file.
final class RefusalText {
    private static final int SHOWN_FINDINGS = 10;

    private final ReportStore reports;

    RefusalText(ReportStore reports) {
        this.reports = reports;
    }

    /// What is wrong, in a line.
    String headline(Trouble trouble) {
        String reason = Printable.of(trouble.reason());
        long total = trouble.report() == null ? 1 : trouble.report().total();
        return total > 1 ? total + " findings, first: " + reason : reason;
    }

    /// @param facts about the file
    String story(Trouble trouble, String facts) {
        AuditRecord record = trouble.record();
        return "A file was refused. None of its rows was loaded.\n\n"
                + facts
                + "\nWhat is wrong\n" + findings(trouble)
                + "\nWhere it is now\n" + failedPlace(record)
                + "\nWhat to do\n" + advice(trouble);
    }

    private static String advice(Trouble trouble) {
        AuditRecord record = trouble.record();
        String again = record.failedKey() == null
                ? "upload the file again."
                : "let it in again: millrace release " + record.oid();
        if (record.key().dataset().equals(AuditKey.UNMATCHED)) {
            return """
                      - If the key is wrong: upload the file again under a key that a data contract expects.
                      - If it is a new kind of file: write a data contract for it, run `millrace contract apply`, then %s
                    """.formatted(again);
        }
        if (trouble.incident().reasonClass().equals("could-not-be-validated")) {
            return """
                      - The file took more time or memory than there is, or broke the program that reads it. Upload it in smaller parts.
                      - If nothing is wrong with it: report the execution below, and when that is mended, %s
                    """.formatted(again);
        }
        return """
                  - If the file is wrong: have it mended and upload it again, under the same key or another.
                  - If the contract is wrong: change it, run `millrace contract apply`, then %s
                """.formatted(again);
    }

    private static String findings(Trouble trouble) {
        FindingsReport report = trouble.report();
        if (report == null) {
            return "  " + Printable.of(trouble.reason()) + "\n";
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

    private String failedPlace(AuditRecord record) {
        String file = record.failedKey();
        String report = record.findingsKey();
        return (file == null
                        ? "  Its bytes had been deleted from the landing bucket before they could be moved.\n"
                        : "  " + Printable.of(reports.uri(file)) + "\n")
                + (report == null ? "" : "  all findings: " + Printable.of(reports.uri(report)) + "\n");
    }
}
