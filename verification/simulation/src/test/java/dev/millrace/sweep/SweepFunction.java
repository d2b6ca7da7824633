package dev.millrace.sweep;

import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.notes.SweepNotes;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.audit.removals.Removals;
import dev.millrace.audit.sets.FileSets;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.executions.Executions;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the sweep with ports from elsewhere.
public final class SweepFunction {
    private static final Duration PATIENCE = Duration.ofHours(4);

    private final Sweep sweep;

    /// @param debts pays the notices that are owed and says how many
    /// @param pageSize how many versions a page of the landing bucket has
    public SweepFunction(
            SweepNotes notes,
            AuditTable audit,
            AuditReader reader,
            OperatorActions operators,
            Removals removals,
            Withdrawals withdrawals,
            Executions executions,
            FileSets fileSets,
            ContractStore contracts,
            Ingestion ingestion,
            LandingBucket landing,
            S3Client s3,
            String landingBucket,
            int pageSize,
            ToLongFunction<Instant> debts,
            Clock clock) {
        var restarts = new Restarts(operators, executions, contracts::current);
        this.sweep = new Sweep(
                notes,
                List.of(
                        new Sweep.Task(
                                "unheard executions",
                                new Unheard(reader, audit, operators, restarts, executions, contracts::current)),
                        new Sweep.Task("failed files", new Replays(reader, audit, restarts, contracts::current)),
                        new Sweep.Task(
                                "waiting sets",
                                new WaitingSets(
                                        fileSets,
                                        sets(fileSets, audit, operators, restarts, landing),
                                        new WaitingFiles(fileSets, audit, operators, restarts),
                                        contracts,
                                        PATIENCE)),
                        new Sweep.Task("rows to be withdrawn", new OwedRemovals(removals, withdrawals)),
                        new Sweep.Task(
                                "owed notices",
                                (now, before, findings, deadline) ->
                                        findings.count(SweepReport.Kind.NOTICES, debts.applyAsLong(now)))),
                new LostEvents(new S3Landed(s3, landingBucket, pageSize), audit, contracts, ingestion, 250),
                clock);
    }

    /// The sets of files, as all see them.
    public static Sets sets(
            FileSets fileSets, AuditTable audit, OperatorActions operators, Restarts restarts, LandingBucket landing) {
        return new Sets(fileSets, new WaitingFiles(fileSets, audit, operators, restarts), new ControlLists(landing));
    }

    /// Sweeps once.
    public Map<String, Object> run(Duration grace, String sweeper, Duration lease) {
        return sweep.run(grace, sweeper, lease, Deadline.never());
    }
}
