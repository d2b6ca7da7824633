package dev.millrace.flow.sets;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.audit.sets.FileSets;
import dev.millrace.audit.sets.Member;
import dev.millrace.audit.sets.Member.Waiting;
import dev.millrace.audit.sets.SetId;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.Restarts;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done with files that wait for their set. Each asks the file's own record first: a person may have
/// released or dismissed it.
public final class WaitingFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingFiles.class);

    private final FileSets sets;
    private final AuditTable audit;
    private final OperatorActions operators;
    private final Restarts restarts;

    public WaitingFiles(FileSets sets, AuditTable audit, OperatorActions operators, Restarts restarts) {
        this.sets = sets;
        this.audit = audit;
        this.operators = operators;
        this.restarts = restarts;
    }

    /// The same by contracts that are known already, for whoever lets many go on.
    WaitingFiles by(ContractIndex contracts) {
        return new WaitingFiles(sets, audit, operators, restarts.by(contracts));
    }

    /// Lets a file go on: it is judged again, and finds its set as it is.
    ///
    /// @return whether it was this that let it go on
    boolean goesOn(SetId set, Member member, String by) {
        Optional<AuditRecord> seen = held(member);
        Optional<AuditRecord> released = seen.flatMap(record -> restarts.goOn(record, "What it waited for came", by));
        released.ifPresent(record -> LOG.info("{} goes on", record.version()));
        // A record that changed meanwhile may wait still: whoever looks next decides.
        if (released.isPresent() || seen.isEmpty()) {
            sets.waitsNoLonger(set, member);
        }
        return released.isPresent();
    }

    /// Writes down why a file waits now.
    void explain(SetId set, Member member, String reason) {
        Waiting waiting = waiting(member);
        if (reason.equals(waiting.reason())) {
            return;
        }
        Optional<AuditRecord> record = held(member);
        record.flatMap(seen -> operators.explain(seen, reason))
                .ifPresent(explained -> sets.waits(
                        set, member, new Waiting(waiting.fence(), reason, waiting.since(), waiting.reminded())));
        if (record.isEmpty()) {
            sets.waitsNoLonger(set, member);
        }
    }

    /// Lets the owners of a set be told of each file that waits since before a time, once.
    ///
    /// @param by who writes, for the history
    public void remind(SetId set, Instant before, String by) {
        sets.members(set).stream()
                .filter(member -> member.waiting() != null)
                .filter(member ->
                        !waiting(member).reminded() && waiting(member).since().isBefore(before))
                .forEach(member -> remind(set, member, by));
    }

    private void remind(SetId set, Member member, String by) {
        Waiting waiting = waiting(member);
        String mark = NoticeKind.HELD.mark(waiting.fence());
        held(member)
                .filter(record ->
                        record.course().owed() == null && !record.notices().contains(mark))
                .ifPresent(record -> operators.remind(record, "It waits since " + waiting.since(), by));
        sets.waits(set, member, new Waiting(waiting.fence(), waiting.reason(), waiting.since(), true));
    }

    private static Waiting waiting(Member member) {
        return Objects.requireNonNull(member.waiting(), "The file does not wait");
    }

    /// Its record, when it still waits as it was seen to.
    private Optional<AuditRecord> held(Member member) {
        long fence = waiting(member).fence();
        return audit.find(member.oid()).filter(record -> record.state() == AuditState.HELD && record.fence() == fence);
    }
}
