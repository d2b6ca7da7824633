package dev.millrace.harness;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslClock;
import dev.millrace.asl.AslDefinition;
import dev.millrace.asl.AslEnd;
import dev.millrace.asl.AslExecution;
import dev.millrace.asl.AslObserver;
import dev.millrace.asl.AslOutcome;
import dev.millrace.asl.AslServices;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.startbatches.StartBatchesHandler;
import dev.millrace.sweep.SweepHandler;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import dev.millrace.testing.Checkout;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import dev.millrace.testing.aws.InMemoryTaskTokens.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A stack that lives: what AWS does between its functions - queues, executions, crawls, job runs, events -
/// happens on a clock, on machines and by chances that are given.
public final class InMemoryStack {
    /// The state machines that are shipped, by their names.
    public static final List<String> STATE_MACHINES = List.of("ingest-file", "ingest-batch", "ingest-page");

    /// As the template says (`RedrivePolicy`, `VisibilityTimeout` of `IngestionQueue`).
    private static final int MOST_RECEIVES = 5;

    /// As the template says (`DefinitionSubstitutions` of `IngestBatchStateMachine`), in seconds.
    private static final String CRAWLER_PAUSE = "30";

    private static final Duration VISIBILITY = Duration.ofMinutes(6);

    /// How often Lambda tries an event of EventBridge.
    private static final int MOST_TRIES = 3;

    /// As the template says (`Timeout` of `SweepFunction`, and less of the others that events start).
    private static final int LONGEST_MILLIS = 300_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final InMemoryAws aws;
    private final AslClock time;
    private final Machines machines;
    private final Chances chances;
    private final Deployed deployed;
    private final PlainJob job;
    private final S3Places places;
    private final GlueTableCatalog catalog;
    private final RequestHandler<SQSEvent, SQSBatchResponse> starter;
    private final StartBatchesHandler startBatches;
    private final SweepHandler sweep;
    private final Map<String, AslDefinition> definitions = new HashMap<>();
    private final Map<String, AslExecution> running = new TreeMap<>();
    private final Map<String, Consumer<AslOutcome>> parents = new HashMap<>();
    private final Map<String, Consumer<AslOutcome>> waiting = new HashMap<>();
    private final Map<ObjectVersion, String> sequencers = new HashMap<>();
    private int tokens;

    /// What may go otherwise than it should.
    public interface Chances {
        /// All goes as it should.
        Chances NONE = new Chances() {};

        /// From 0 to 1, for retries with jitter.
        default double share() {
            return 1;
        }

        /// How long a thing takes that takes so long usually.
        default Duration around(Duration usual) {
            return usual;
        }

        /// How long after its start a run of the job does its work.
        default Duration work() {
            return around(Duration.ofSeconds(20));
        }

        /// Whether an event is lost: of an upload, of an execution's end, of a run's end.
        default boolean loses(String event) {
            return false;
        }

        /// Whether an event is delivered once more.
        default boolean repeats(String event) {
            return false;
        }

        /// What the state of a job's run says that ended well or badly.
        default String state(boolean succeeded) {
            return succeeded ? "SUCCEEDED" : "FAILED";
        }

        /// A state is entered.
        default void entered(String execution, String state) {}

        /// An execution has ended.
        default void ended(String execution, AslEnd end) {}
    }

    /// @param time of everything that happens
    /// @param definition changes the definition of a state machine
    /// @param job the way of jobs to AWS
    public InMemoryStack(
            InMemoryAws aws,
            AslClock time,
            Machines machines,
            Chances chances,
            Deployed deployed,
            HarnessWiring job,
            UnaryOperator<String> definition) {
        this.aws = aws;
        this.time = time;
        this.machines = machines;
        this.chances = chances;
        this.deployed = deployed;
        this.job = new PlainJob(job.client(S3Client.builder()), new GlueTableCatalog(job.client(GlueClient.builder())));
        places = new S3Places(aws.client(S3Client.builder()));
        catalog = new GlueTableCatalog(aws.client(GlueClient.builder()));
        starter = deployed.startIngestion();
        startBatches = deployed.startBatches();
        sweep = deployed.sweep();
        STATE_MACHINES.forEach(name ->
                definitions.put(deployed.machine(name), AslDefinition.parse(definition.apply(definitionOf(name)))));
        aws.catalog().database(Deployed.CATALOG);
        aws.catalog().database(Deployed.STAGING_CATALOG);
        aws.glueJobs().job(Deployed.JOB, 50);
        aws.stepFunctions().onStart(execution -> time.after(Duration.ZERO, () -> begin(execution)));
        aws.stepFunctions().tokens().onAnswer(answer -> time.after(Duration.ZERO, () -> answered(answer)));
        aws.crawlers().onStart(crawler -> time.after(chances.around(Duration.ofSeconds(40)), () -> crawled(crawler)));
        aws.glueJobs().onStart(run -> time.after(chances.work(), () -> work(run)));
    }

    /// The text of a state machine's file.
    public static String definitionOf(String name) {
        try {
            return Files.readString(Checkout.root().resolve("statemachine/" + name + ".asl.json"))
                    .replace("${CrawlerPauseSeconds}", CRAWLER_PAUSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A partner uploads a file.
    ///
    /// @return the version that it became
    public ObjectVersion upload(String key, byte[] content) {
        var object = new ObjectVersion(Deployed.LANDING, key, aws.s3().put(Deployed.LANDING, key, content));
        sequencers.put(object, "0055AED6DCD9%06d".formatted(sequencers.size()));
        if (!chances.loses("upload")) {
            deliver(object, 1);
        }
        if (chances.repeats("upload")) {
            deliver(object, 1);
        }
        return object;
    }

    private void deliver(ObjectVersion object, int receive) {
        time.after(chances.around(Duration.ofSeconds(1)), () -> {
            var failed = new boolean[1];
            machines.run(
                    "start-ingestion",
                    () -> failed[0] = !starter.handleRequest(event(object), context())
                            .getBatchItemFailures()
                            .isEmpty(),
                    failure -> {
                        if ((failure != null || failed[0]) && receive < MOST_RECEIVES) {
                            time.after(VISIBILITY, () -> deliver(object, receive + 1));
                        }
                    });
        });
    }

    private SQSEvent event(ObjectVersion object) {
        String sequencer = Objects.requireNonNull(sequencers.get(object));
        return UploadEvent.of(List.of(UploadEvent.body(object, sequencer, time.now())));
    }

    /// What they write down leases by their time that is left.
    private static LambdaContext context() {
        return new LambdaContext(LONGEST_MILLIS);
    }

    /// The schedule, or a person, starts batches.
    ///
    /// @param cadence such as `daily`
    public void batchesAreDue(String cadence) {
        Map<String, Object> event =
                Map.of("cadence", cadence, "time", time.now().toString());
        tell("start-batches", 1, () -> startBatches.handleRequest(event, context()));
    }

    /// The sweep runs once. One that fails is followed by the next.
    public void sweep() {
        machines.run("sweep", () -> sweep.handleRequest(Map.of(), context()), failure -> {});
    }

    /// Events that a function does not take are delivered again.
    private void tell(String name, int attempt, Machines.Body body) {
        machines.run(name, body, failure -> {
            if (failure != null && attempt < MOST_TRIES) {
                time.after(Duration.ofMinutes(attempt), () -> tell(name, attempt + 1, body));
            }
        });
    }

    private void tell(String function, ObjectNode event) {
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        if (chances.loses(function)) {
            return;
        }
        int times = chances.repeats(function) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            time.after(
                    chances.around(Duration.ofSeconds(2)),
                    () -> tell(
                            function,
                            1,
                            () -> deployed.handler(function)
                                    .handleRequest(
                                            new ByteArrayInputStream(bytes), new ByteArrayOutputStream(), context())));
        }
    }

    /// Somebody stops an execution.
    ///
    /// @param arn of one that runs; nothing happens when it does not
    public void abort(String arn) {
        AslExecution execution = running.get(arn);
        if (execution != null) {
            execution.abort();
        }
    }

    /// ARNs of the executions that run.
    public List<String> running() {
        return List.copyOf(running.keySet());
    }

    private void begin(Execution execution) {
        AslDefinition definition = Objects.requireNonNull(definitions.get(execution.machineArn()));
        var asl = new AslExecution(
                definition,
                new AslExecution.Ports(time, new Services(), (DoubleSupplier) chances::share, new AslObserver() {
                    @Override
                    public void entered(String state) {
                        chances.entered(execution.name(), state);
                    }
                }),
                execution.arn(),
                execution.name(),
                json(execution.input()),
                end -> ended(execution, end));
        running.put(execution.arn(), asl);
        asl.begin();
    }

    private void ended(Execution execution, AslEnd end) {
        running.remove(execution.arn());
        boolean succeeded = end.status() == AslEnd.Status.SUCCEEDED;
        aws.stepFunctions()
                .end(
                        execution.arn(),
                        end.status().name(),
                        succeeded ? end.output().toString() : null,
                        end.error(),
                        end.cause());
        chances.ended(execution.name(), end);
        Consumer<AslOutcome> parent = parents.remove(execution.arn());
        if (parent != null) {
            time.after(Duration.ZERO, () -> parent.accept(described(execution, end)));
        } else if (!succeeded) {
            tell("CloseExecutionFunction", endEvent(execution, end));
        }
    }

    /// What `startExecution.sync:2` gives: the description, with JSON in it (Step Functions developer guide).
    private static AslOutcome described(Execution execution, AslEnd end) {
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        description
                .put("ExecutionArn", execution.arn())
                .put("Name", execution.name())
                .put("Status", end.status().name());
        if (end.status() == AslEnd.Status.SUCCEEDED) {
            description.set("Output", end.output());
            return new AslOutcome.Answer(description);
        }
        description.put("Error", end.error()).put("Cause", end.cause());
        return new AslOutcome.Failure("States.TaskFailed", description.toString());
    }

    private ObjectNode endEvent(Execution execution, AslEnd end) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("detail-type", "Step Functions Execution Status Change").put("source", "aws.states");
        event.putObject("detail")
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machineArn())
                .put("name", execution.name())
                .put("status", end.status().name())
                .put("input", execution.input())
                .put("error", end.error())
                .put("cause", end.cause());
        return event;
    }

    private void answered(Answer answer) {
        Consumer<AslOutcome> state = waiting.remove(answer.token());
        if (state != null) {
            state.accept(
                    answer.output() == null
                            ? new AslOutcome.Failure(String.valueOf(answer.error()), String.valueOf(answer.cause()))
                            : new AslOutcome.Answer(json(answer.output())));
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON: " + text, e);
        }
    }

    private final class Services implements AslServices {
        @Override
        public void invoke(AslCall call, Consumer<AslOutcome> done) {
            machines.invoke(call, deployed.handler(AslDefinition.substituted(call.function())), done);
        }

        @Override
        public String token(Consumer<AslOutcome> done) {
            String token = aws.stepFunctions().tokens().await("token-" + ++tokens);
            waiting.put(token, done);
            return token;
        }

        @Override
        public void start(String stateMachine, String name, JsonNode input, Consumer<AslOutcome> done) {
            String machine = deployed.machine("ingest-page");
            if (!stateMachine.equals("${IngestPageStateMachine}")) {
                throw new AssertionError("Another state machine is started: " + stateMachine);
            }
            parents.put(aws.stepFunctions().begin(machine, name, input.toString()), done);
        }
    }

    /// A crawl ends: the staging table has a partition for each batch's folder.
    private void crawled(String crawler) {
        String dataset = crawler.substring(Deployed.CRAWLER_PREFIX.length());
        String folder = "s3://%s/staging/%s/".formatted(Deployed.STAGING, dataset);
        var batches = new TreeSet<String>();
        places.names(folder).stream()
                .filter(name -> name.startsWith("batch="))
                .forEach(name -> batches.add(name.substring("batch=".length())));
        var table = new CatalogedTable(
                dataset,
                dataset,
                folder,
                List.of(new CatalogColumn("_oid", "string")),
                List.of(new CatalogColumn("batch", "string")));
        catalog.save(Deployed.STAGING_CATALOG, table);
        catalog.place(
                Deployed.STAGING_CATALOG,
                table,
                batches.stream()
                        .map(batch -> new CatalogedPartition(List.of(batch), folder + "batch=" + batch + "/"))
                        .toList());
        aws.crawlers().end(crawler, "SUCCEEDED");
    }

    /// A run of the job begins to work.
    private void work(String run) {
        if (!aws.glueJobs().state(run).equals("RUNNING")) {
            runEnded(run, "STOPPED", "It was stopped");
            return;
        }
        String manifest =
                Objects.requireNonNull(aws.glueJobs().arguments(run).get("--manifest"), "A job has no manifest");
        machines.run("job " + run, () -> job.run(manifest), failure -> {
            boolean stopped = aws.glueJobs().state(run).equals("STOPPING");
            String state = stopped ? "STOPPED" : chances.state(failure == null);
            runEnded(run, state, failure == null ? null : failure.toString());
        });
    }

    private void runEnded(String run, String state, @Nullable String message) {
        aws.glueJobs().move(run, state, message);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("detail-type", "Glue Job State Change").put("source", "aws.glue");
        event.putObject("detail")
                .put("jobName", Deployed.JOB)
                .put("state", state)
                .put("jobRunId", run)
                .put("message", message == null ? "Job run succeeded" : message);
        tell("WatchJobsFunction", event);
    }
}
