package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.contracts.ApplyResult;
import dev.millrace.common.contracts.S3ContractStore;
import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import dev.millrace.journeys.UploadQueue.Delivery;
import dev.millrace.loadfile.LoadFileHandler;
import dev.millrace.moveinvalidfile.MoveInvalidFileHandler;
import dev.millrace.notifyowners.NotifyOwnersHandler;
import dev.millrace.startingestion.StartIngestionHandler;
import dev.millrace.testing.Checkout;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import dev.millrace.updateaudit.UpdateAuditHandler;
import dev.millrace.validatefile.ValidateFileHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A file's whole journey, from its upload to the end of its execution: the real handlers and the real state machine
/// in an account of AWS in memory. Faults are armed in [#http()] (a call of AWS) and [#lambda()] (a call of a
/// function) before it travels.
final class Journey implements AutoCloseable {
    static final String LANDING = "landing";
    static final String FAILED = "failed";
    static final String LAKE = "lake";
    static final String CONTRACTS = "contracts";
    static final String CATALOG = "catalog";

    private static final AslDefinition INGEST_FILE =
            AslDefinition.read(Checkout.root().resolve("statemachine/ingest-file.asl.json"));

    private final Scenario scenario;
    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final FaultyHttp http = new FaultyHttp(aws, clock);
    private final LambdaFaults lambda = new LambdaFaults();
    private final Queue<Execution> started = new ArrayDeque<>();
    private final UploadQueue queue;
    private final AslDriver ingestFile;
    private final DynamoAuditTable audit;

    private Journey(Scenario scenario) {
        this.scenario = scenario;
        var wiring = new HarnessWiring(http, settings(), clock);
        queue = new UploadQueue(new StartIngestionHandler(wiring), clock);
        ingestFile = new AslDriver(INGEST_FILE, functions(wiring), lambda, clock);
        audit = new DynamoAuditTable(aws.client(DynamoDbClient.builder()), aws.auditTable(), clock);
        aws.catalog().database(CATALOG);
        aws.stepFunctions().onStart(started::add);
        var contracts = new S3ContractStore(aws.client(S3Client.builder()), CONTRACTS, clock);
        if (contracts.apply(scenario.contract().getBytes(StandardCharsets.UTF_8)) instanceof ApplyResult.Refused no) {
            throw new IllegalArgumentException("The contract of '%s' is refused: %s".formatted(scenario, no));
        }
    }

    /// Prepares a journey: everything is in place, nothing was called by a function yet.
    static Journey of(Scenario scenario) {
        return new Journey(scenario);
    }

    /// The settings that the template gives the functions; numbers as its parameters' defaults.
    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("AUDIT_TABLE", aws.auditTable()),
                Map.entry("LANDING_BUCKET", LANDING),
                Map.entry("FAILED_BUCKET", FAILED),
                Map.entry("LAKE_BUCKET", LAKE),
                Map.entry("CONTRACTS_BUCKET", CONTRACTS),
                Map.entry("CATALOG_DATABASE", CATALOG),
                Map.entry("NOTICES_TOPIC", aws.topics().topic("notices")),
                Map.entry("INGEST_FILE_STATE_MACHINE", aws.stepFunctions().machine("ingest-file")),
                Map.entry("MAX_LAMBDA_MEGABYTES", "200"),
                Map.entry("NOTICE_WINDOW_MINUTES", "60"));
    }

    private static Map<String, RequestStreamHandler> functions(HarnessWiring wiring) {
        return Map.of(
                "ValidateFileFunction", new ValidateFileHandler(wiring),
                "LoadFileFunction", new LoadFileHandler(wiring),
                "MoveInvalidFileFunction", new MoveInvalidFileHandler(wiring),
                "UpdateAuditFunction", new UpdateAuditHandler(wiring),
                "NotifyOwnersFunction", new NotifyOwnersHandler(wiring));
    }

    /// What became of a file.
    ///
    /// @param delivery of the event of its upload
    /// @param executions how each of its executions ended, in the order they were started
    /// @param record its audit record; empty when there is none
    record Outcome(ObjectVersion object, Delivery delivery, List<AslResult> executions, Optional<AuditRecord> record) {
        Outcome {
            executions = List.copyOf(executions);
        }

        /// The only execution.
        AslResult execution() {
            if (executions.size() != 1) {
                throw new AssertionError("Not one execution, but " + executions);
            }
            return executions.getFirst();
        }
    }

    /// Uploads the file and goes on until nothing more happens by itself.
    Outcome travel() {
        byte[] content = scenario.content().getBytes(StandardCharsets.UTF_8);
        var object = new ObjectVersion(LANDING, scenario.key(), aws.s3().put(LANDING, scenario.key(), content));
        Delivery delivery = queue.deliver(object);
        return new Outcome(object, delivery, runStarted(), audit.find(object.id()));
    }

    /// The event of the upload comes again.
    Outcome travelAgain(ObjectVersion object) {
        boolean taken = queue.deliverOnce(object);
        return new Outcome(object, new Delivery(1, taken, List.of()), runStarted(), audit.find(object.id()));
    }

    private List<AslResult> runStarted() {
        var ended = new ArrayList<AslResult>();
        for (Execution next = started.poll(); next != null; next = started.poll()) {
            AslResult result = ingestFile.run(next.name(), next.input());
            if (result.succeeded()) {
                aws.stepFunctions().succeed(next.arn(), result.output().toString());
            } else {
                aws.stepFunctions().fail(next.arn(), String.valueOf(result.error()), String.valueOf(result.cause()));
            }
            ended.add(result);
        }
        return ended;
    }

    /// The account that it happens in, to look at what is there or to disturb it.
    InMemoryAws aws() {
        return aws;
    }

    /// The functions' way to AWS.
    FaultyHttp http() {
        return http;
    }

    /// The state machine's way to the functions.
    LambdaFaults lambda() {
        return lambda;
    }

    /// The time that all see.
    SettableClock clock() {
        return clock;
    }

    /// All calls of AWS that a scenario makes when nothing fails. The same calls come in the same order each time, so
    /// that each can be made to fail by its index.
    static List<AwsCall> callsOf(Scenario scenario) {
        try (Journey journey = of(scenario)) {
            journey.travel();
            return journey.http().calls();
        }
    }

    /// All calls of functions that the state machine makes in a scenario when nothing fails.
    static List<TaskCall> tasksOf(Scenario scenario) {
        try (Journey journey = of(scenario)) {
            journey.travel();
            return journey.lambda().calls();
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
