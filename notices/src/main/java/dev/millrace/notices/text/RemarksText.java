package dev.millrace.notices.text;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Remarks;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.ReportStore;
import java.util.Locale;

/// Writes what was found in a file that is loaded all the same.
final class RemarksText {
    private final FindingsText findings = new FindingsText();
    private final ReportStore reports;
    private final Commands commands;

    RemarksText(ReportStore reports, Commands commands) {
        this.reports = reports;
        this.commands = commands;
    }

    /// What was found, in a line.
    static String reason(AuditRecord record) {
        Remarks remarks = record.remarks();
        if (remarks == null) {
            return "Something was found in the file";
        }
        return remarks.rowsSetAside() > 0
                ? "Rows are set aside: %,d of %,d".formatted(remarks.rowsSetAside(), record.rows())
                : "Rules of which the contract warns are broken: %,d findings".formatted(remarks.findings());
    }

    private String proposal(NoticeSubject subject) {
        String key = subject.report() == null ? null : subject.report().proposalKey();
        return key == null
                ? ""
                : "  - It has columns that the contract has not. A contract with them is proposed; copy it here, read it,\n"
                        + "    change it, and apply it (" + commands.apply("FILE") + "): "
                        + Printable.of(reports.uri(key))
                        + "\n";
    }

    private String report(String key) {
        return "  all findings: " + Printable.of(reports.uri(key)) + "\n  as a page: "
                + Printable.of(reports.uri(FindingsPage.keyBeside(key))) + "\n";
    }

    /// @param facts about the file
    String story(NoticeSubject subject, String facts) {
        AuditRecord record = subject.record();
        Remarks remarks = record.remarks();
        long setAside = record.rowsSetAside();
        String dataset = record.key().datasetName();
        String table = dataset + DataContract.SET_ASIDE;
        return "A file is ingested, but something was found in it.\n\n"
                + facts
                + Wording.fact(
                        "Rows", String.format(Locale.ROOT, "%,d, %,d of them set aside", record.rows(), setAside))
                + "\nWhat was found\n"
                + (record.reason() == null ? "" : "  - " + Printable.of(record.reason()) + "\n")
                + (record.reason() != null && subject.report() == null ? "" : findings.of(subject))
                + "\nWhere it is\n  the rows that are loaded: table " + dataset + "\n"
                + (setAside > 0 ? "  the rows that are set aside, and why: table " + table + "\n" : "")
                + (remarks == null || remarks.reportKey() == null ? "" : report(remarks.reportKey()))
                + "\nWhat to do\n"
                + (setAside > 0
                        ? "  - See the rows: "
                                + commands.query("select _line, _reason from %s where _oid = '%s'"
                                        .formatted(table, record.oid()))
                                + "\n"
                        : "")
                + proposal(subject)
                + "  - If the file is wrong: have it mended and upload it again.\n"
                + "  - If the contract is wrong: change it and apply it: " + commands.apply("FILE") + "\n";
    }
}
