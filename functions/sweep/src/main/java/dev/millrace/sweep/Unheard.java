package dev.millrace.sweep;

import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.Executions;
import dev.millrace.flow.executions.Executions.Status;
import dev.millrace.flow.executions.Restarts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds records that wait for an execution which was never started, or which ended without closing them; and
/// those that wait for a batch, though their dataset has none any longer.
final class Unheard implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(Unheard.class);
    private static final String BY = "sweep";

    /// Of each of the 16 shards of a state, in one run; the next run takes more.
    private static final int LIMIT = 250;

    private static final List<AuditState> OPEN =
            List.of(AuditState.NEW, AuditState.VALIDATING, AuditState.VALID, AuditState.LOADING, AuditState.INVALID);

    private final AuditReader reader;
    private final AuditTable audit;
    private final OperatorActions operators;
    private final Restarts restarts;
    private final Executions executions;
    private final Supplier<ContractIndex> contracts;

    Unheard(
            AuditReader reader,
            AuditTable audit,
            OperatorActions operators,
            Restarts restarts,
            Executions executions,
            Supplier<ContractIndex> contracts) {
        this.reader = reader;
        this.audit = audit;
        this.operators = operators;
        this.restarts = restarts;
        this.executions = executions;
        this.contracts = contracts;
    }

    /// Looks at all open records that have not changed since a time, of each state the oldest first. What the time does
    /// not allow, the next sweep does.
    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        ContractIndex inForce = contracts.get();
        for (AuditState state : OPEN) {
            for (AuditRecord seen : reader.byState(
                    state, Instant.EPOCH, before, r -> isDue(r, now, inForce), LIMIT, findings::unreadable)) {
                if (deadline.isOver()) {
                    return;
                }
                try {
                    mend(seen, now, inForce, findings);
                } catch (RuntimeException e) {
                    LOG.error("{} cannot be put right; the next sweep tries again", seen.version(), e);
                    findings.count(SweepReport.Kind.TROUBLES);
                }
            }
        }
    }

    /// The index lags, so the table itself is asked first.
    private void mend(AuditRecord seen, Instant now, ContractIndex inForce, SweepReport findings) {
        Optional<AuditRecord> current =
                audit.find(seen.oid()).filter(r -> r.time().equals(seen.time()));
        if (current.isPresent() && isDue(current.get(), now, inForce)) {
            mend(current.get(), findings);
        }
    }

    /// A claim holds until its lease ends; NEW of a dataset that is daily or monthly now waits for its batch.
    private static boolean isDue(AuditRecord record, Instant now, ContractIndex inForce) {
        boolean leased = record.leaseUntil() != null && !record.leaseUntil().isBefore(now);
        boolean waits = record.state() == AuditState.NEW && !inForce.onArrival(record.key());
        return !leased && !waits;
    }

    private void mend(AuditRecord record, SweepReport findings) {
        if (record.state() == AuditState.NEW && record.executionArn() == null) {
            LOG.warn("{} waits for a batch that its dataset no longer has; it is started now", record.version());
            restarts.begin(record, BY).ifPresent(r -> findings.count(SweepReport.Kind.STARTED));
            return;
        }
        Status status = record.executionArn() == null ? Status.ENDED : executions.status(record.executionArn());
        switch (status) {
            case RUNNING -> {}
            case UNKNOWN -> neverStarted(record, findings);
            case ENDED -> ended(record, findings);
        }
    }

    private void neverStarted(AuditRecord record, SweepReport findings) {
        if (record.claimant() != null) {
            ended(record, findings);
            return;
        }
        LOG.warn("{} is {} without its execution, which is started now", record.version(), record.state());
        executions.start(record.version(), record.course().replays());
        findings.count(SweepReport.Kind.STARTED);
    }

    private void ended(AuditRecord record, SweepReport findings) {
        LOG.warn("{} is {}, but its execution has ended", record.version(), record.state());
        if (record.state() == AuditState.INVALID) {
            restarts.resume(record, BY).ifPresent(r -> findings.count(SweepReport.Kind.RESUMED));
            return;
        }
        String reason = "ExecutionEnded: its execution ended without closing it while it was " + record.state();
        operators.fail(record, reason, BY).ifPresent(r -> findings.count(SweepReport.Kind.FAILED_UNHEARD));
    }
}
