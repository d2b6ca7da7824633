package dev.millrace.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.closeexecution.CloseExecutionFunction;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.executions.Executions;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.loadfile.LoadFileFunction;
import dev.millrace.moveinvalidfile.MoveInvalidFileFunction;
import dev.millrace.notices.NoticeSender;
import dev.millrace.notices.Tellings;
import dev.millrace.startingestion.StartIngestionFunction;
import dev.millrace.sweep.SweepFunction;
import dev.millrace.updateaudit.UpdateAuditFunction;
import dev.millrace.validatefile.ValidateFileFunction;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The functions of a simulation, wired as `template.yaml` and their handlers wire them. The timeouts are those of
/// `template.yaml`.
final class Deployment {
    private static final int PAGE = 50;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Defect defect;
    private final InMemoryAudit memory;
    private final S3Client s3;
    private final S3Client listed;
    private final Calls calls;
    private final Clock clock;
    private final ContractStore contracts;
    private final S3LandingBucket landing;
    private final Executions executions;

    /// @param listed the landing bucket as the sweep lists it
    Deployment(
            Defect defect,
            InMemoryAudit memory,
            S3Client s3,
            S3Client listed,
            SfnClient stepFunctions,
            Calls calls,
            Clock clock) {
        this.defect = defect;
        this.memory = memory;
        this.s3 = s3;
        this.listed = listed;
        this.calls = calls;
        this.clock = clock;
        this.contracts = new FixedContracts(Policy.EVERY, calls);
        this.landing = new S3LandingBucket(s3);
        this.executions = new StepFunctionsExecutions(stepFunctions, SimulatedStepFunctions.MACHINE);
    }

    /// Deploys the functions that the state machine calls.
    void deploy(Lambda lambda) {
        InMemoryAudit audit = defect.asSeenByAll(memory);
        InMemoryAudit ofLoad = defect.asSeenByLoad(memory);
        lambda.deploy(
                Poison.VALIDATE,
                Duration.ofMinutes(5),
                ValidateFileFunction.of(
                        audit.table(),
                        audit.versions(),
                        landing,
                        contracts,
                        s3,
                        Simulation.FAILED,
                        Simulation.MAX_BYTES,
                        SweepFunction.sets(
                                audit.fileSets(),
                                audit.table(),
                                audit.operators(),
                                new Restarts(audit.operators(), executions, contracts::current),
                                landing),
                        clock));
        var load = new LoadFileFunction(
                ofLoad.table(),
                ofLoad.versions(),
                ofLoad.removals(),
                landing,
                contracts,
                defect.asSeenByLoad(s3),
                Simulation.LAKE,
                calls);
        lambda.deploy(
                Poison.LOAD,
                Duration.ofMinutes(10),
                defect == Defect.OLD_ROWS_OUT_FIRST ? load.takingOldRowsOutFirst() : load.handler());
        lambda.deploy(
                "${MoveInvalidFileFunction}",
                Duration.ofMinutes(15),
                defect == Defect.DELETED_BEFORE_COPIED
                        ? MoveInvalidFileFunction.deletingFirst(audit.table(), s3, Simulation.FAILED)
                        : MoveInvalidFileFunction.of(audit.table(), s3, Simulation.FAILED));
        lambda.deploy("${UpdateAuditFunction}", Duration.ofMinutes(1), UpdateAuditFunction.of(audit.table()));
        NoticeSender telling = telling();
        lambda.deploy("${NotifyOwnersFunction}", Duration.ofMinutes(1), new Notices(telling));
        lambda.deploy(
                EndListener.FUNCTION,
                Duration.ofMinutes(1),
                CloseExecutionFunction.of(new ExecutionFaults(audit.table()), telling::failed));
    }

    private NoticeSender telling() {
        InMemoryAudit audit = defect.asSeenByAll(memory);
        return Tellings.of(audit.table(), audit.incidents(WINDOW), contracts, s3, Simulation.FAILED, calls, WINDOW);
    }

    /// The function that the queue feeds.
    RequestHandler<SQSEvent, SQSBatchResponse> startIngestion() {
        return StartIngestionFunction.of(contracts, ingestion(defect.asSeenByAll(memory)));
    }

    private Ingestion ingestion(InMemoryAudit audit) {
        return new Ingestion(Landing.BUCKET, landing, audit.table(), audit.operators(), executions);
    }

    SweepFunction sweep() {
        InMemoryAudit audit = defect.asSeenBySweep(memory);
        return new SweepFunction(
                audit.notes(),
                audit.table(),
                audit.reader(),
                audit.operators(),
                audit.removals(),
                new Withdrawals(audit.removals(), new S3LoadedRows(s3, Simulation.LAKE)),
                executions,
                audit.fileSets(),
                contracts,
                ingestion(audit),
                landing,
                listed,
                Landing.BUCKET,
                PAGE,
                new Notices(telling())::pay,
                clock);
    }

    Restarts restarts() {
        return new Restarts(defect.asSeenByAll(memory).operators(), executions, contracts::current);
    }
}
