package dev.millrace.notices;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.incidents.DynamoIncidents;
import dev.millrace.audit.incidents.Incident;
import dev.millrace.audit.incidents.Incidents;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.notices.channels.Notifier;
import dev.millrace.notices.channels.SnsNotifier;
import dev.millrace.notices.reports.ReportStore;
import dev.millrace.notices.reports.S3ReportStore;
import dev.millrace.notices.text.NoticeSubject;
import dev.millrace.notices.text.NoticeText;
import dev.millrace.notices.text.SummaryText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells owners what happened to their files: the first notice of an incident at once, the others together, at most
/// one an incident and window. What cannot be sent stays owed. A crash between sending and writing that down sends
/// twice rather than never.
public final class NoticeSender {
    /// By then, the execution that is to tell has done so or given up.
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);

    private final AuditTable audit;
    private final Incidents incidents;
    private final OwnersContracts contracts;
    private final ReportStore reports;
    private final Notifier notifier;
    private final NoticeText text;
    private final SummaryText summaries;

    NoticeSender(
            AuditTable audit,
            Incidents incidents,
            ContractStore contracts,
            ReportStore reports,
            Notifier notifier,
            Commands commands,
            Duration window) {
        this.audit = audit;
        this.incidents = incidents;
        this.contracts = new OwnersContracts(contracts);
        this.reports = reports;
        this.notifier = notifier;
        this.text = new NoticeText(reports, commands, window);
        this.summaries = new SummaryText(commands, window);
    }

    /// Tells over the topic of the setting `NOTICES_TOPIC`, at most once in `NOTICE_WINDOW_MINUTES`; reads
    /// `AUDIT_TABLE`, `CONTRACTS_BUCKET` and `FAILED_BUCKET` too.
    public static NoticeSender connect(Wiring wiring) {
        Duration window = Duration.ofMinutes(wiring.number("NOTICE_WINDOW_MINUTES"));
        return new NoticeSender(
                DynamoAuditTable.connect(wiring),
                DynamoIncidents.connect(wiring, window),
                S3ContractStore.connect(wiring),
                S3ReportStore.connect(wiring),
                new SnsNotifier(wiring),
                Commands.of(wiring),
                window);
    }

    /// Tells what an object's record owes: that it was refused, waits or failed.
    ///
    /// @throws NoSuchObject when the object was never recorded
    public SendResult tell(ObjectId oid) {
        return NoticeSubject.owed(record(oid), reports).map(this::tell).orElse(SendResult.NOTHING);
    }

    /// Tells of a fault that ended an object's execution: what the record owes or, when the file has its verdict
    /// already, what was left undone. A record that the fault left open is told of by whoever closes it.
    ///
    /// @throws NoSuchObject when the object was never recorded
    public SendResult failed(ObjectId oid, Fault fault) {
        AuditRecord record = record(oid);
        return NoticeSubject.owed(record, reports)
                .or(() -> NoticeSubject.unfinished(record, fault))
                .map(this::tell)
                .orElse(SendResult.NOTHING);
    }

    private AuditRecord record(ObjectId oid) {
        return audit.find(oid).orElseThrow(() -> new NoSuchObject(oid));
    }

    private SendResult tell(NoticeSubject subject) {
        Incident.Id incident = subject.incident();
        return switch (incidents.enter(incident, subject.record(), subject.mark(), subject.reason())) {
            case FIRST -> {
                notifier.send(text.of(subject, contracts.of(subject.record())));
                incidents.sent(incident, subject.record(), subject.mark());
                yield SendResult.SENT;
            }
            case REPEAT -> SendResult.COUNTED;
            case SETTLED -> SendResult.NOTHING;
        };
    }

    /// Tells what is owed for ten minutes or longer: the executions that were to tell did not. What fails is told of
    /// in the log, and stays owed.
    public SendResults payOwed(Instant now, Deadline deadline) {
        Incidents.Owed owed = incidents.owed(now.minus(GRACE));
        var paid = new SendResults(0, 0, owed.unreadable());
        Instant settled = owed.until();
        for (Incidents.Debt debt : owed.objects()) {
            SendResults one = deadline.isOver() ? SendResults.OWED : pay(debt.oid());
            paid = paid.plus(one);
            settled = one.owed() > 0 && debt.since().isBefore(settled) ? debt.since() : settled;
        }
        incidents.settled(settled);
        return paid;
    }

    private SendResults pay(ObjectId oid) {
        try {
            return SendResults.of(tell(oid));
        } catch (RuntimeException e) {
            LOG.error("The notice about object {} cannot be sent; it stays owed", oid, e);
            return SendResults.OWED;
        }
    }

    /// Sends the summaries of the incidents whose window is over. What fails is told of in the log, and stays owed.
    public SendResults summarise(Instant now, Deadline deadline) {
        Incidents.Due due = incidents.due(now);
        var paid = new SendResults(0, 0, due.unreadable());
        for (Incident incident : due.incidents()) {
            paid = paid.plus(deadline.isOver() ? SendResults.OWED : summarise(incident, now));
        }
        return paid;
    }

    private SendResults summarise(Incident due, Instant now) {
        try {
            Optional<Incident> gathered = incidents.gather(due);
            gathered.ifPresent(incident -> {
                notifier.send(summaries.of(incident, contracts.of(incident.id().dataset()), now));
                incidents.summarised(incident);
            });
            return SendResults.of(gathered.isPresent() ? SendResult.SENT : SendResult.NOTHING);
        } catch (RuntimeException e) {
            LOG.error("The summary of {} cannot be sent; it stays owed", due.id(), e);
            return SendResults.OWED;
        }
    }
}
