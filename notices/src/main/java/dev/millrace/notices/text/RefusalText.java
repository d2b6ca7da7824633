package dev.millrace.notices.text;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.Printable;
import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.ReportStore;

/// Writes what is wrong with a refused file.
final class RefusalText {
    private final FindingsText findings = new FindingsText();
    private final ReportStore reports;
    private final Commands commands;

    RefusalText(ReportStore reports, Commands commands) {
        this.reports = reports;
        this.commands = commands;
    }

    /// What is wrong, in a line.
    String headline(NoticeSubject subject) {
        String reason = Printable.of(subject.reason());
        long total = subject.report() == null ? 1 : subject.report().total();
        return total > 1 ? total + " findings, first: " + reason : reason;
    }

    /// @param facts about the file
    String story(NoticeSubject subject, String facts) {
        AuditRecord record = subject.record();
        return "A file was refused. None of its rows was loaded.\n\n"
                + facts
                + "\nWhat is wrong\n" + findings.of(subject)
                + "\nWhere it is now\n" + failedPlace(record)
                + "\nWhat to do\n" + advice(subject);
    }

    private String advice(NoticeSubject subject) {
        AuditRecord record = subject.record();
        String again = record.failedKey() == null
                ? "upload the file again."
                : "let it in again: " + commands.release(record.oid().hex());
        if (record.key().dataset().equals(AuditKey.UNMATCHED)) {
            return """
                      - If the key is wrong: upload the file again under a key that a data contract expects.
                      - If it is a new kind of file: write a data contract for it, apply it (%s), then %s
                    """.formatted(commands.apply("FILE"), again);
        }
        if (subject.incident().reasonClass().equals("could-not-be-validated")) {
            return """
                      - The file took more time or memory than there is, or broke the program that reads it. Upload it in smaller parts.
                      - If nothing is wrong with it: report the execution below, and when that is mended, %s
                    """.formatted(again);
        }
        return """
                  - If the file is wrong: have it mended and upload it again, under the same key or another.
                  - If the contract is wrong: change it, apply it (%s), then %s
                """.formatted(commands.apply("FILE"), again);
    }

    private String failedPlace(AuditRecord record) {
        String file = record.failedKey();
        String report = record.findingsKey();
        return (file == null
                        ? "  Its bytes had been deleted from the landing bucket before they could be moved.\n"
                        : "  " + Printable.of(reports.uri(file)) + "\n")
                + (report == null
                        ? ""
                        : "  all findings: " + Printable.of(reports.uri(report)) + "\n  as a page: "
                                + Printable.of(reports.uri(FindingsPage.keyBeside(report))) + "\n");
    }
}
