package dev.millrace.validatefile;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.Severity;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.sets.Admission;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.notices.reports.FindingsReport;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes verdicts down for people.
final class Reports {
    /// Rule name of an object that no data contract matches.
    private static final String NO_CONTRACT = "no-contract";

    /// Rule name of an object that ended its own validation.
    private static final String NOT_VALIDATED = "could-not-be-validated";

    /// Rule name of an object whose key is taken by another version.
    private static final String NEW_VERSION = "new-version";

    private Reports() {}

    static FindingsReport of(AuditRecord record, ContractPin pin, long size, Verdict.Rejected rejected, Clock clock) {
        return report(
                record,
                pin,
                size,
                rejected.rows(),
                0,
                null,
                rejected.findings().total(),
                FindingsReport.Count.all(rejected.findings()),
                FindingsReport.Line.all(rejected.findings()),
                clock);
    }

    /// The report on a file that is loaded all the same.
    ///
    /// @param proposalKey key of the contract that is proposed; null when none is
    static FindingsReport remarks(
            AuditRecord record,
            ContractPin pin,
            long size,
            Verdict.Valid valid,
            @Nullable String proposalKey,
            Clock clock) {
        return report(
                record,
                pin,
                size,
                valid.rows(),
                valid.setAside(),
                proposalKey,
                valid.findings().total(),
                FindingsReport.Count.all(valid.findings()),
                FindingsReport.Line.all(valid.findings()),
                clock);
    }

    static FindingsReport unmatched(AuditRecord record, ContractIndex index, Clock clock) {
        String patterns = index.contracts().stream()
                .map(c -> "%s (%s)".formatted(c.keyPattern(), c.pin().dataset()))
                .collect(Collectors.joining(", "));
        String message = "No data contract's key pattern matches the key. "
                + (patterns.isEmpty() ? "No contract is in force." : "In force: " + patterns);
        return ofOne(record, null, record.size(), NO_CONTRACT, message, clock);
    }

    /// The report of a file that ended its own validation, as its record says.
    static FindingsReport notValidated(AuditRecord record, Clock clock) {
        String reason = record.reason() == null ? "The audit record gives no reason" : record.reason();
        return ofOne(record, record.contract(), record.size(), NOT_VALIDATED, reason, clock);
    }

    /// The report of a file whose key is taken.
    static FindingsReport keyTaken(AuditRecord record, AuditRecord other, ContractPin pin, long size, Clock clock) {
        String message =
                "The contract refuses new content under an old key: version %s (object id %s) is %s. Upload it under another key, or change millrace.onNewVersion and release it."
                        .formatted(other.version().versionId(), other.oid(), other.state());
        return ofOne(record, pin, size, NEW_VERSION, message, clock);
    }

    /// The report of a control file that cannot be read.
    static FindingsReport ofControlFile(
            AuditRecord record, ContractPin pin, long size, Findings findings, Clock clock) {
        return report(
                record,
                pin,
                size,
                0,
                0,
                null,
                findings.total(),
                FindingsReport.Count.all(findings),
                FindingsReport.Line.all(findings),
                clock);
    }

    /// The report of a file that is not what its control file announces.
    static FindingsReport differs(
            AuditRecord record, Admission.Differs differs, ContractPin pin, FileFacts file, Clock clock) {
        List<Finding> lines = differs.differences().stream()
                .map(difference -> new Finding(
                        Rule.CONTROL_FILE,
                        Severity.HALT,
                        0,
                        null,
                        null,
                        "%s (%s)".formatted(difference, differs.controlKey())))
                .toList();
        var count = new RuleCount(Rule.CONTROL_FILE, Severity.HALT, null, lines.size());
        var findings = new Findings(lines.size(), List.of(count), lines);
        return report(
                record,
                pin,
                file.bytes(),
                file.rows(),
                0,
                null,
                findings.total(),
                FindingsReport.Count.all(findings),
                FindingsReport.Line.all(findings),
                clock);
    }

    private static FindingsReport ofOne(
            AuditRecord record, @Nullable ContractPin pin, long size, String rule, String message, Clock clock) {
        return report(
                record,
                pin,
                size,
                0,
                0,
                null,
                1,
                List.of(new FindingsReport.Count(rule, null, 1)),
                List.of(new FindingsReport.Line(rule, 0, null, null, message)),
                clock);
    }

    /// The first finding, and how many there are: what fits a table's column and a mail's first line.
    static String summary(FindingsReport report) {
        FindingsReport.Line first = report.findings().getFirst();
        var text = new StringBuilder();
        if (first.line() > 0) {
            text.append("line ").append(first.line()).append(": ");
        }
        if (first.column() != null) {
            text.append(first.column()).append(": ");
        }
        text.append(first.message());
        if (report.total() > 1) {
            text.append(" (and ").append(report.total() - 1).append(" more)");
        }
        return text.toString();
    }

    private static FindingsReport report(
            AuditRecord record,
            @Nullable ContractPin pin,
            long size,
            long rows,
            long rowsSetAside,
            @Nullable String proposalKey,
            long total,
            List<FindingsReport.Count> counts,
            List<FindingsReport.Line> lines,
            Clock clock) {
        return new FindingsReport(
                record.version().bucket(),
                record.version().key(),
                record.version().versionId(),
                record.oid().hex(),
                record.key().datasetName(),
                pin == null ? null : pin.version(),
                pin == null ? null : pin.sha256(),
                size,
                rows,
                rowsSetAside,
                proposalKey,
                clock.instant().toString(),
                total,
                counts,
                lines);
    }
}
