package dev.millrace.startbatches;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.faults.NotSetUp;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.batches.BatchExecutions;
import dev.millrace.flow.batches.StepFunctionsBatches;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.S3ContractStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Starts a batch for each dataset of a cadence. On a schedule, or when a person asks for it.
///
/// A schedule delivers at least once: the same event starts the same executions, so a repeat starts none. The
/// failure of one dataset is its own; it is told of when all others are started. A start that fails for good
/// is made up for by the sweep.
public final class StartBatchesHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final Logger LOG = LoggerFactory.getLogger(StartBatchesHandler.class);

    private final ContractStore contracts;
    private final BatchExecutions executions;
    private final boolean hasJob;
    private final Commands commands;
    private final Clock clock;

    public StartBatchesHandler() {
        this(new LambdaWiring());
    }

    public StartBatchesHandler(Wiring wiring) {
        this(
                S3ContractStore.connect(wiring),
                new StepFunctionsBatches(
                        wiring.client(SfnClient.builder()), wiring.setting("INGEST_BATCH_STATE_MACHINE")),
                Engines.isSetUp(wiring, Engine.GLUE),
                Commands.of(wiring),
                wiring.clock());
    }

    /// @param hasJob whether the stack has the job that every batch ends in
    StartBatchesHandler(
            ContractStore contracts, BatchExecutions executions, boolean hasJob, Commands commands, Clock clock) {
        this.contracts = contracts;
        this.executions = executions;
        this.hasJob = hasJob;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return PowertoolsLogging.withLogging(
                context, () -> Map.of("started", start(Json.MAPPER.convertValue(event, BatchesDue.class))));
    }

    private List<Started> start(BatchesDue batches) {
        if (!hasJob) {
            throw new NotSetUp(
                    "This stack was deployed without the files of its Spark job, so it runs no batches. Deploy it: "
                            + commands.deploy());
        }
        Cadence cadence = batches.ofCadence();
        Instant due = batches.due(clock.instant());
        var started = new ArrayList<Started>();
        var failures = new ArrayList<RuntimeException>();
        for (ContractRef contract : datasets(cadence, batches)) {
            BatchRef ref = BatchRef.at(contract.pin().dataset(), cadence.text(), due);
            try {
                String arn = executions.start(ref);
                LOG.info("Batch {} is started", ref);
                started.add(new Started(ref.dataset(), ref.batch(), arn));
            } catch (RuntimeException e) {
                LOG.error("Batch {} cannot be started", ref, e);
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new ServiceFault(
                    "%d of the %s batches could not be started, %d could: the first failure is %s. The same event starts the rest."
                            .formatted(
                                    failures.size(),
                                    cadence.text(),
                                    started.size(),
                                    failures.getFirst().getMessage()),
                    failures.getFirst());
        }
        return started;
    }

    private List<ContractRef> datasets(Cadence cadence, BatchesDue batches) {
        ContractIndex inForce = contracts.current();
        if (batches.dataset() != null && inForce.isRetired(batches.dataset())) {
            throw new IllegalArgumentException(
                    "The dataset %s is retired, so it has no batches. To bring it back: apply its contract with another status"
                            .formatted(batches.dataset()));
        }
        List<ContractRef> all = inForce.contracts().stream()
                .filter(contract -> contract.cadence() == cadence && !contract.retired())
                .toList();
        if (batches.dataset() == null) {
            return all;
        }
        List<ContractRef> one = all.stream()
                .filter(contract -> contract.pin().dataset().equals(batches.dataset()))
                .toList();
        if (one.isEmpty()) {
            throw new IllegalArgumentException("No contract in force says that dataset %s is %s; these are: %s"
                    .formatted(
                            batches.dataset(),
                            cadence.text(),
                            all.stream().map(c -> c.pin().dataset()).toList()));
        }
        return one;
    }
}
