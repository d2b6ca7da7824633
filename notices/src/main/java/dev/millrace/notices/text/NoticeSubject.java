package dev.millrace.notices.text;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.audit.incidents.Incident;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.notices.reports.ReportStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What owners are to hear of one file.
///
/// @param record of the file, as it is now
/// @param mark of the notice
/// @param incident which the notice is part of
/// @param reason why, for people; not yet printable
/// @param report why it was refused; null unless it was, and has one
public record NoticeSubject(
        AuditRecord record,
        String mark,
        Incident.Id incident,
        String reason,
        @Nullable FindingsReport report) {
    /// How the class begins of faults that left a file's verdict alone, but not all done that follows from it.
    static final String UNFINISHED = "unfinished-";

    private static final String NO_REASON = "The audit record gives no reason.";

    /// The notice that the record owes; empty when it owes none.
    public static Optional<NoticeSubject> owed(AuditRecord record, ReportStore reports) {
        String mark = record.course().owed();
        return mark == null ? Optional.empty() : kind(record.state()).map(kind -> owed(record, mark, kind, reports));
    }

    private static NoticeSubject owed(AuditRecord record, String mark, NoticeKind kind, ReportStore reports) {
        String reason = kind == NoticeKind.REMARKS ? RemarksText.reason(record) : reason(record);
        Optional<FindingsReport> report = reportKey(record, kind).flatMap(reports::get);
        String reasonClass = report.flatMap(ReasonClass::of).orElseGet(() -> classOf(reason, record));
        var incident = new Incident.Id(record.key().datasetName(), kind, reasonClass);
        return new NoticeSubject(record, mark, incident, reason, report.orElse(null));
    }

    private static String reason(AuditRecord record) {
        return record.reason() == null ? NO_REASON : record.reason();
    }

    private static Optional<String> reportKey(AuditRecord record, NoticeKind kind) {
        return switch (kind) {
            case REJECTED -> Optional.ofNullable(record.findingsKey());
            case REMARKS ->
                Optional.ofNullable(record.remarks()).flatMap(remarks -> Optional.ofNullable(remarks.reportKey()));
            case HELD, FAILED -> Optional.empty();
        };
    }

    /// A fault after the file's verdict, which leaves the record in its state; empty when there is nothing to tell,
    /// since it was told, or since whoever closes the record tells.
    public static Optional<NoticeSubject> unfinished(AuditRecord record, Fault fault) {
        String mark = NoticeKind.FAILED.mark(record.fence());
        if (record.notices().contains(mark)) {
            return Optional.empty();
        }
        return switch (record.state()) {
            case INVALID, INGESTED, SUPERSEDED -> {
                String reason = fault.toString();
                String reasonClass = UNFINISHED + classOf(reason, record);
                var incident = new Incident.Id(record.key().datasetName(), NoticeKind.FAILED, reasonClass);
                yield Optional.of(new NoticeSubject(record, mark, incident, reason, null));
            }
            case NEW, VALIDATING, VALID, LOADING, REJECTED, FAILED, HELD, GONE, IGNORED, APPLIED -> Optional.empty();
        };
    }

    private static Optional<NoticeKind> kind(AuditState state) {
        return switch (state) {
            case REJECTED -> Optional.of(NoticeKind.REJECTED);
            case HELD -> Optional.of(NoticeKind.HELD);
            case FAILED -> Optional.of(NoticeKind.FAILED);
            case INGESTED -> Optional.of(NoticeKind.REMARKS);
            case NEW, VALIDATING, VALID, LOADING, INVALID, SUPERSEDED, GONE, IGNORED, APPLIED -> Optional.empty();
        };
    }

    private static String classOf(String reason, AuditRecord record) {
        return ReasonClass.of(reason, record.version().toString());
    }
}
