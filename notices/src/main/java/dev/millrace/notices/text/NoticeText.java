package dev.millrace.notices.text;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.flow.commands.Commands;
import dev.millrace.notices.reports.ReportStore;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes notices that a person can act on at night: which file, which dataset, what is wrong where, where the bytes
/// are, what to do.
public final class NoticeText {
    private static final int SHOWN_NAME = 45;

    private final RefusalText refusals;
    private final RemarksText remarks;
    private final Commands commands;
    private final Duration window;

    public NoticeText(ReportStore reports, Commands commands, Duration window) {
        this.refusals = new RefusalText(reports, commands);
        this.remarks = new RemarksText(reports, commands);
        this.commands = commands;
        this.window = window;
    }

    /// The notice of one file.
    ///
    /// @param contract of the file's dataset; empty when there is none, or it cannot be read
    public Notice of(NoticeSubject subject, Optional<DataContract> contract) {
        AuditRecord record = subject.record();
        String headline = switch (record.state()) {
            case REJECTED -> "refused: " + refusals.headline(subject);
            case HELD -> "waits: " + Printable.of(subject.reason());
            case FAILED -> "FAILED: " + Printable.of(subject.reason());
            case INVALID -> "refused, but not moved: " + Printable.of(subject.reason());
            case INGESTED, SUPERSEDED ->
                isRemarks(subject)
                        ? "is ingested, but: " + Printable.of(subject.reason())
                        : "is " + record.state() + ", but rows may be left over: " + Printable.of(subject.reason());
            case NEW, VALIDATING, VALID, LOADING, GONE, IGNORED, APPLIED -> throw noTrouble(record);
        };
        String story = switch (record.state()) {
            case REJECTED -> refusals.story(subject, facts(record));
            case HELD -> held(subject);
            case FAILED -> failed(subject);
            case INVALID -> notMoved(subject);
            case INGESTED, SUPERSEDED -> isRemarks(subject) ? remarks.story(subject, facts(record)) : rowsLeft(subject);
            case NEW, VALIDATING, VALID, LOADING, GONE, IGNORED, APPLIED -> throw noTrouble(record);
        };
        return new Notice(
                subject.incident().kind(),
                record.key().datasetName(),
                "Millrace: %s %s".formatted(name(record), headline),
                story + references(record) + Wording.further(window) + Wording.owners(contract));
    }

    private static boolean isRemarks(NoticeSubject subject) {
        return subject.incident().kind() == NoticeKind.REMARKS;
    }

    private static IllegalStateException noTrouble(AuditRecord record) {
        return new IllegalStateException(
                "There is nothing to tell of %s, which is %s".formatted(record.version(), record.state()));
    }

    private String held(NoticeSubject subject) {
        AuditRecord record = subject.record();
        if (record.course().waitsFor() != null) {
            return waits(subject);
        }
        return "A file waits for you. None of its rows was loaded; its bytes are where they were uploaded.\n\n"
                + facts(record)
                + "\nWhy it waits\n  " + Printable.of(subject.reason()) + "\n"
                + "\nWhat to do\n"
                + "  - To let it go on, once the cause is gone: "
                + commands.release(record.oid().hex()) + "\n"
                + "  - If nobody wants it: " + commands.dismiss(record.oid().hex()) + "\n";
    }

    private String waits(NoticeSubject subject) {
        AuditRecord record = subject.record();
        return "A file waits for its set, and has done so for long. None of its rows was loaded; its bytes are where they were uploaded.\n\n"
                + facts(record)
                + "\nWhy it waits\n  " + Printable.of(subject.reason()) + "\n"
                + "\nWhat to do\n"
                + "  - Nothing, if that is still to come: the file then goes on by itself. If not, ask the sender.\n"
                + "  - To load it without its set: "
                + commands.release(record.oid().hex()) + "\n"
                + "  - If nobody wants it: " + commands.dismiss(record.oid().hex()) + "\n";
    }

    private String failed(NoticeSubject subject) {
        AuditRecord record = subject.record();
        return "A file could not be ingested, because a service or the set-up failed. It is not the file's fault.\n\n"
                + facts(record)
                + happened(subject)
                + "\nWhere it is now\n  " + Printable.of(record.version().toString()) + "\n"
                + "\nWhat to do\n"
                + "  - Nothing, if the fault passes: Millrace tries the file again by itself, at first after minutes, later ever more rarely.\n"
                + "  - If it lasts: see the execution and the function's log for the cause, and mend it.\n"
                + "  - To try it again at once: " + commands.replay(record.oid().hex()) + "\n";
    }

    private static String notMoved(NoticeSubject subject) {
        AuditRecord record = subject.record();
        return "A file was refused, but could not be moved to the failed bucket. It is still where it was uploaded.\n\n"
                + facts(record)
                + happened(subject)
                + "\nWhere it is now\n  " + Printable.of(record.version().toString()) + "\n"
                + "\nWhat to do\n"
                + "  - Nothing, if the fault passes: Millrace tries the move again by itself, and then tells what is wrong with the file.\n"
                + "  - If it lasts: see the execution and the function's log for the cause, and mend it.\n";
    }

    private static String rowsLeft(NoticeSubject subject) {
        AuditRecord record = subject.record();
        boolean newer = record.state() == AuditState.INGESTED;
        return (newer ? "A file is ingested" : "A file gave way to a newer version of its key")
                + ", but a fault came before all was done that follows from that.\n\n"
                + facts(record)
                + happened(subject)
                + "\nWhat this means\n"
                + (newer
                        ? "  Its rows are in the dataset's table. If it replaces an older version, rows of that one may be there too.\n"
                        : "  Its rows may still be in the dataset's table, beside those of the newer version.\n")
                + "\nWhat to do\n"
                + "  - Nothing, if the fault passes: Millrace takes those rows out by itself, within minutes.\n"
                + "  - If it lasts: see the execution and the function's log for the cause, and mend it.\n";
    }

    private static String happened(NoticeSubject subject) {
        return "\nWhat happened\n  " + Printable.of(subject.reason()) + "\n";
    }

    private static String facts(AuditRecord record) {
        var facts = new StringBuilder();
        facts.append(Wording.fact("File", Printable.of(record.version().key())));
        facts.append(Wording.fact("Bucket", record.version().bucket()));
        facts.append(Wording.fact("Version", Printable.of(record.version().versionId())));
        facts.append(Wording.fact("Dataset", dataset(record)));
        facts.append(Wording.fact("Uploaded", Wording.time(record.arrived()) + by(record.uploader())));
        if (record.size() >= 0) {
            facts.append(Wording.fact("Size", String.format(Locale.ROOT, "%,d bytes", record.size())));
        }
        facts.append(Wording.fact("State", record.state().name()));
        return facts.toString();
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

    private String references(AuditRecord record) {
        return "  - See everything about it: " + commands.show(record.oid().hex()) + "\n"
                + (record.executionArn() == null ? "" : "  - Its execution: " + record.executionArn() + "\n");
    }

    private static String name(AuditRecord record) {
        String key = record.version().key();
        return Printable.of(key.substring(key.lastIndexOf('/') + 1), SHOWN_NAME);
    }
}
