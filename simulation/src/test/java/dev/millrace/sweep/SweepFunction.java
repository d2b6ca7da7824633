package dev.millrace.sweep;

import dev.millrace.common.audit.AuditReader;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.Desk;
import dev.millrace.common.audit.Removals;
import dev.millrace.common.audit.SweepNotes;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.executions.Executions;
import dev.millrace.common.executions.Restarts;
import dev.millrace.common.ingestion.Ingestion;
import dev.millrace.common.loads.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the sweep with ports from elsewhere.
public final class SweepFunction {
    private final Sweep sweep;

    /// @param debts pays the notices that are owed and says how many
    /// @param pageSize how many versions a page of the landing bucket has
    public SweepFunction(
            SweepNotes notes,
            AuditTable audit,
            AuditReader reader,
            Desk desk,
            Removals removals,
            Withdrawals withdrawals,
            Executions executions,
            ContractStore contracts,
            Ingestion ingestion,
            S3Client s3,
            String landingBucket,
            int pageSize,
            ToLongFunction<Instant> debts,
            Clock clock) {
        var restarts = new Restarts(desk, executions);
        this.sweep = new Sweep(
                notes,
                new LostEvents(new S3Landed(s3, landingBucket, pageSize), audit, contracts, ingestion),
                new Unheard(reader, audit, desk, restarts, executions),
                new Replays(reader, audit, restarts),
                removals,
                withdrawals,
                (now, deadline) -> debts.applyAsLong(now),
                clock);
    }

    /// Sweeps once.
    public Map<String, Object> run(Duration grace, String sweeper, Duration lease) {
        return sweep.run(grace, sweeper, lease, Deadline.never());
    }
}
