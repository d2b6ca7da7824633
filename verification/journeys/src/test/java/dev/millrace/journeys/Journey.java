package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.asl.AslDefinition;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.harness.Deployed;
import dev.millrace.harness.InMemoryStack;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import dev.millrace.journeys.UploadQueue.Delivery;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/// A file's whole journey, from its upload to the end of its execution: the real handlers and the real state machine
/// in an account of AWS in memory. Faults are armed in [#http()] (a call of AWS) and [#lambda()] (a call of a
/// function) before it travels.
final class Journey implements AutoCloseable {
    static final String LANDING = Deployed.LANDING;
    static final String FAILED = Deployed.FAILED;
    static final String LAKE = Deployed.LAKE;
    static final String MACHINE = "millrace-ingest-file";

    /// The state machine that is shipped.
    static final String INGEST_FILE = InMemoryStack.definitionOf("ingest-file");

    private static final Template TEMPLATE = Template.read();

    private final Scenario scenario;
    private final boolean sweeps;
    private final Deployed deployed;
    private final Map<ObjectVersion, AuditState> others = new LinkedHashMap<>();
    private final List<String> lies = new ArrayList<>();
    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final FaultyHttp http = new FaultyHttp(aws, clock);
    private final LambdaFaults lambda = new LambdaFaults();
    private final Queue<Execution> started = new ArrayDeque<>();
    private final UploadQueue queue;
    private final AslDriver ingestFile;
    private final DynamoAuditTable audit;
    private final Aftermath aftermath;

    private Journey(Scenario scenario, Defect defect) {
        this.scenario = scenario;
        this.sweeps = defect.sweeps();
        deployed = new Deployed(defect.template().apply(TEMPLATE), aws, http, clock, interceptors(defect), Map.of());
        queue = new UploadQueue(defect.starter().apply(deployed.startIngestion()), clock);
        ingestFile =
                new AslDriver(AslDefinition.parse(defect.definition().apply(INGEST_FILE)), functions(), lambda, clock);
        audit = new DynamoAuditTable(aws.client(DynamoDbClient.builder()), aws.auditTable(), clock);
        aftermath = new Aftermath(deployed, aws, clock);
        aws.catalog().database(Deployed.CATALOG);
        aws.stepFunctions().onStart(started::add);
        var contracts = new S3ContractStore(aws.client(S3Client.builder()), Deployed.CONTRACTS, clock);
        if (contracts.apply(scenario.contract().getBytes(StandardCharsets.UTF_8)) instanceof ApplyResult.Refused no) {
            throw new IllegalArgumentException("The contract of '%s' is refused: %s".formatted(scenario, no));
        }
    }

    /// Prepares a journey: everything is in place, nothing was called by a function yet.
    static Journey of(Scenario scenario) {
        return of(scenario, Defect.NONE);
    }

    /// The same with something that is wrong.
    static Journey of(Scenario scenario, Defect defect) {
        return new Journey(scenario, defect);
    }

    private List<ExecutionInterceptor> interceptors(Defect defect) {
        if (scenario.trouble() != Scenario.Trouble.OUT_OF_MEMORY) {
            return defect.interceptors();
        }
        var interceptors = new ArrayList<>(defect.interceptors());
        interceptors.addAll(Defect.ofRequests(GetObjectRequest.class, Journey::readByTheDying)
                .interceptors());
        return interceptors;
    }

    private static GetObjectRequest readByTheDying(GetObjectRequest request) {
        if (request.bucket().equals(LANDING)) {
            throw new OutOfMemoryError("Java heap space");
        }
        return request;
    }

    private Map<String, RequestStreamHandler> functions() {
        return AslDefinition.parse(INGEST_FILE).functionsByTask().values().stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), deployed::handler));
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

    /// Lets the older version travel, where the scenario has one, and arms the fault that belongs to it.
    void prepare() {
        for (Scenario.Other other : scenario.before()) {
            others.put(travel(other.key(), other.content()).object(), other.end());
        }
        if (!scenario.earlier().isEmpty()) {
            travel(scenario.key(), scenario.earlier());
        }
        if (scenario.trouble() == Scenario.Trouble.OTHER_TABLE) {
            makeAnotherTable();
        }
        if (scenario.trouble() == Scenario.Trouble.DENIED) {
            int next = lambda.calls().size() + 1;
            lambda.arm(new LambdaFaults.Fault(
                    next, 1, LambdaFaults.Moment.BEFORE, "States.Permissions", "It may not be called"));
        }
    }

    private void makeAnotherTable() {
        aws.client(GlueClient.builder())
                .createTable(c -> c.databaseName(Deployed.CATALOG)
                        .tableInput(t -> t.name(Samples.DATASET)
                                .partitionKeys(Column.builder()
                                        .name("arrival_date")
                                        .type("date")
                                        .build())
                                .storageDescriptor(s -> s.location("s3://lake/%s/".formatted(Samples.DATASET))
                                        .columns(Column.builder()
                                                .name("amount")
                                                .type("string")
                                                .build()))));
    }

    /// Lets time pass, with events of ended executions and the sweep at its times, until nothing is left to do.
    ///
    /// @return what is not as it should be; empty when nothing is lost, doubled or stuck
    List<String> settle(ObjectVersion object) {
        for (int times = 0; sweeps && times < Aftermath.MOST_SWEEPS && aftermath.isOpen(object, others); times++) {
            aftermath.hearOfEnds();
            aftermath.sweep();
            runStarted();
        }
        var wrong = new ArrayList<>(lies);
        wrong.addAll(deployed.lacking());
        wrong.addAll(aftermath.wrong(object, scenario, others));
        return wrong;
    }

    /// Uploads the file and goes on until nothing more happens by itself.
    Outcome travel() {
        return travel(scenario.key(), scenario.content());
    }

    private Outcome travel(String key, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String version = scenario.trouble() == Scenario.Trouble.IN_PARTS
                ? aws.s3().putInParts(LANDING, key, content)
                : aws.s3().put(LANDING, key, content);
        var object = new ObjectVersion(LANDING, key, version);
        Delivery delivery = queue.deliver(object);
        if (delivery.taken() && audit.find(object.id()).isEmpty()) {
            lies.add("its message was acknowledged, but it is not recorded");
        }
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
                aftermath.lie(next).ifPresent(lies::add);
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

    /// The events' way to `start-ingestion`.
    UploadQueue queue() {
        return queue;
    }

    /// The time that all see.
    SettableClock clock() {
        return clock;
    }

    /// All calls of AWS that a scenario makes when nothing fails. The same calls come in the same order each time, so
    /// that each can be made to fail by its index.
    static List<AwsCall> callsOf(Scenario scenario) {
        try (Journey journey = of(scenario)) {
            journey.prepare();
            int before = journey.http().calls().size();
            journey.travel();
            List<AwsCall> calls = journey.http().calls();
            return List.copyOf(calls.subList(before, calls.size()));
        }
    }

    /// All calls of functions that the state machine makes in a scenario when nothing fails.
    static List<TaskCall> tasksOf(Scenario scenario) {
        try (Journey journey = of(scenario)) {
            journey.prepare();
            int before = journey.lambda().calls().size();
            journey.travel();
            List<TaskCall> calls = journey.lambda().calls();
            return List.copyOf(calls.subList(before, calls.size()));
        }
    }

    /// @throws AssertionError when a function asked for what its role may not do, and [#settle] has not told it
    @Override
    public void close() {
        aws.close();
        Set<String> lacking = deployed.lacking();
        if (!lacking.isEmpty()) {
            throw new AssertionError("%s: %s. Grant it in template.yaml".formatted(scenario, lacking));
        }
    }
}
