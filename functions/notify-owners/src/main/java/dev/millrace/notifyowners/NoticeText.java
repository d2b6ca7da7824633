package dev.millrace.notifyowners;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.dispatch.Fault;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes notices that a person can act on at night: which file, which dataset, what is wrong where, where the bytes
/// are, what to do.
final class NoticeText {
    private static final int SHOWN_FINDINGS = 10;
    private static final int SHOWN_NAME = 45;

    /// Lines of any other list: SNS takes 256 KB, and nobody reads more.
    private static final int SHOWN_LINES = 20;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private final ReportStore reports;

    NoticeText(ReportStore reports) {
        this.reports = reports;
    }

    Notice rejected(AuditRecord record, Optional<DataContract> contract) {
        Optional<FindingsReport> report =
                Optional.ofNullable(record.findingsKey()).flatMap(reports::get);
        var text = new StringBuilder("A file was refused. None of its rows was loaded.\n\n");
        text.append(facts(record));
        text.append("\nWhat is wrong\n").append(findings(record, report));
        text.append("\nWhere it is now\n").append(failedPlace(record));
        text.append("\nWhat to do\n");
        text.append(record.pinnedContract().isPresent() ? """
                          - If the file is wrong: have it mended and upload it again, under the same key or another.
                          - If the contract is wrong: change it, run `millrace contract apply`, then upload the file again.
                        """ : """
                          - If the key is wrong: upload the file again under a key that a data contract expects.
                          - If it is a new kind of file: write a data contract for it, run `millrace contract apply`, upload it again.
                        """);
        text.append(footer(record, contract));
        String subject = "Millrace: %s refused: %s".formatted(name(record), subjectReason(record, report));
        return new Notice(Notice.Kind.REJECTED, record.key().datasetName(), subject, text.toString());
    }

    Notice held(AuditRecord record, Optional<DataContract> contract) {
        var text = new StringBuilder(
                "A file waits. None of its rows was loaded; its bytes are where they were uploaded.\n\n");
        text.append(facts(record));
        text.append("\nWhy it waits\n  ").append(reason(record)).append('\n');
        text.append("\nWhat to do\n  - Remove the cause, then upload the file again.\n");
        text.append(footer(record, contract));
        return new Notice(
                Notice.Kind.HELD,
                record.key().datasetName(),
                "Millrace: %s waits".formatted(name(record)),
                text.toString());
    }

    Notice failed(AuditRecord record, Fault fault, Optional<DataContract> contract) {
        boolean refused = record.state() == AuditState.INVALID;
        var text = new StringBuilder(
                refused
                        ? "A file was refused, but could not be moved to the failed bucket. It is still where it was uploaded.\n\n"
                        : "A file could not be ingested, because a service or the set-up failed. It is not the file's fault.\n\n");
        text.append(facts(record));
        text.append("\nWhat happened\n  ").append(fault).append('\n');
        text.append("\nWhere it is now\n  ").append(record.version()).append('\n');
        text.append("\nWhat to do\n  - See the execution and the function's log for the cause, and mend it.\n");
        text.append(refused ? "" : "  - Then upload the file again.\n");
        text.append(footer(record, contract));
        return new Notice(
                Notice.Kind.FAILED,
                record.key().datasetName(),
                "Millrace: %s FAILED: %s".formatted(name(record), fault),
                text.toString());
    }

    private static String facts(AuditRecord record) {
        var facts = new StringBuilder();
        line(facts, "File", Printable.of(record.version().key()));
        line(facts, "Bucket", record.version().bucket());
        line(facts, "Version", record.version().versionId());
        line(facts, "Dataset", dataset(record));
        line(facts, "Uploaded", TIME.format(record.arrived().atOffset(ZoneOffset.UTC)) + by(record.uploader()));
        if (record.size() >= 0) {
            line(facts, "Size", String.format(Locale.ROOT, "%,d bytes", record.size()));
        }
        line(facts, "State", record.state().name());
        return facts.toString();
    }

    private static void line(StringBuilder facts, String label, String value) {
        facts.append(String.format(Locale.ROOT, "  %-9s %s%n", label, value));
    }

    private static String dataset(AuditRecord record) {
        return record.key().datasetName()
                + record.pinnedContract()
                        .map(c -> " (contract " + Printable.of(c.version(), 40) + ")")
                        .orElse("");
    }

    private static String by(@Nullable String uploader) {
        return uploader == null ? "" : " by " + Printable.of(uploader, 100);
    }

    private String findings(AuditRecord record, Optional<FindingsReport> report) {
        if (report.isEmpty()) {
            return "  " + reason(record) + "\n";
        }
        var text = new StringBuilder();
        List<FindingsReport.Line> lines = report.get().findings();
        lines.stream()
                .limit(SHOWN_FINDINGS)
                .forEach(l -> text.append("  - ").append(l.text()).append('\n'));
        long more = report.get().total() - Math.min(lines.size(), SHOWN_FINDINGS);
        if (more > 0) {
            text.append(String.format(Locale.ROOT, "  and %,d more; by rule:%n", more));
            List<FindingsReport.Count> counts = report.get().counts();
            counts.stream().limit(SHOWN_LINES).forEach(c -> text.append(count(c)));
            if (counts.size() > SHOWN_LINES) {
                text.append("      ... and more kinds, which stand in the report\n");
            }
        }
        return text.toString();
    }

    private static String count(FindingsReport.Count count) {
        String where = count.column() == null ? "" : ", column " + Printable.of(count.column(), 60);
        return String.format(Locale.ROOT, "      %,9d  %s%s%n", count.count(), count.rule(), where);
    }

    private String failedPlace(AuditRecord record) {
        String file = record.failedKey();
        String report = record.findingsKey();
        return (file == null
                        ? "  Its bytes had been deleted from the landing bucket before they could be moved.\n"
                        : "  " + Printable.of(reports.uri(file)) + "\n")
                + (report == null ? "" : "  all findings: " + reports.uri(report) + "\n");
    }

    private static String footer(AuditRecord record, Optional<DataContract> contract) {
        var text = new StringBuilder("  - See everything about it: millrace show ")
                .append(record.oid())
                .append('\n');
        if (record.executionArn() != null) {
            text.append("  - Its execution: ").append(record.executionArn()).append('\n');
        }
        contract.map(DataContract::owners).ifPresent(owners -> {
            text.append("\nOwners of the dataset\n");
            owners.team()
                    .ifPresent(team -> text.append("  team ")
                            .append(Printable.of(team, 100))
                            .append('\n'));
            owners.support().stream()
                    .limit(SHOWN_LINES)
                    .forEach(c -> text.append("  ")
                            .append(Printable.of(c.channel(), 100))
                            .append(c.url()
                                    .map(url -> " " + Printable.of(url, 200))
                                    .orElse(""))
                            .append('\n'));
        });
        return text.toString();
    }

    private static String reason(AuditRecord record) {
        String reason = record.reason();
        return reason == null ? "The audit record gives no reason." : Printable.of(reason);
    }

    private static String subjectReason(AuditRecord record, Optional<FindingsReport> report) {
        String reason = reason(record);
        long total = report.map(FindingsReport::total).orElse(1L);
        return total > 1 ? total + " findings, first: " + reason : reason;
    }

    private static String name(AuditRecord record) {
        String key = record.version().key();
        return Printable.of(key.substring(key.lastIndexOf('/') + 1), SHOWN_NAME);
    }
}
