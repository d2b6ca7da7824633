package dev.millrace.updatebatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.files.Remarks;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.batches.StepFunctionsBatches;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.GivenClients;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.RolePolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The function as it is wired, with the sample dataset, which is daily, its files and a batch of it.
final class BatchOfOrders implements Wiring, AutoCloseable {
    static final BatchRef OURS = ref("2026-11-21T10:15:30Z");
    static final BatchRef NEXT = ref("2026-11-22T10:15:30Z");
    private static final int OUT_OF_TIME = 10_000;

    final SettableClock clock = new SettableClock();
    final InMemoryS3 s3 = new InMemoryS3(clock);
    final InMemoryAws aws = new InMemoryAws(clock);
    final DynamoDbClient dynamo;
    final String table;
    final DynamoAuditTable audit;
    final DynamoBatches batches;
    final DynamoVersions versions;
    final DynamoRemovals removals;
    final DynamoOperatorActions operators;
    final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final String machine = aws.stepFunctions().machine("millrace-ingest-batch");
    private final String files = aws.stepFunctions().machine("millrace-ingest-file");
    private final UpdateBatchHandler handler;
    private int uploads;

    BatchOfOrders() {
        dynamo = aws.client(DynamoDbClient.builder());
        table = aws.auditTable();
        audit = new DynamoAuditTable(dynamo, table, clock);
        batches = new DynamoBatches(dynamo, table, clock);
        versions = new DynamoVersions(dynamo, table, clock);
        removals = new DynamoRemovals(dynamo, table, clock);
        operators = new DynamoOperatorActions(dynamo, table, clock);
        handler = new UpdateBatchHandler(this);
        contracts.apply(Samples.contract());
    }

    private static BatchRef ref(String due) {
        return BatchRef.at(Samples.DATASET, "daily", Instant.parse(due));
    }

    /// An upload of a key, recorded a second after the one before.
    AuditRecord landed(String key) {
        return landed(key, Samples.DATASET);
    }

    AuditRecord landed(String key, String dataset) {
        clock.pass(Duration.ofSeconds(1));
        return landed(key, dataset, clock.instant());
    }

    AuditRecord landed(String key, String dataset, Instant arrived) {
        return landed(key, AuditKeys.of(Cadence.DAILY, dataset), arrived);
    }

    AuditRecord landed(String key, Cadence cadence) {
        clock.pass(Duration.ofSeconds(1));
        return landed(key, AuditKeys.of(cadence, Samples.DATASET), clock.instant());
    }

    /// The key of a version's record.
    private interface AuditKeys {
        AuditKey of(ObjectVersion version);

        static AuditKeys of(Cadence cadence, String dataset) {
            return version -> AuditKey.of(cadence, dataset, version);
        }
    }

    /// A refused file's bytes, put back as a new version a while after.
    AuditRecord released(AuditRecord original) {
        return putBack(original, null);
    }

    /// An ingested file's bytes, put back to be ingested again in its place.
    AuditRecord again(AuditRecord original) {
        return putBack(original, original.oid().hex());
    }

    private AuditRecord putBack(AuditRecord original, @Nullable String replaces) {
        clock.pass(Duration.ofSeconds(1));
        var version = new ObjectVersion("landing", original.version().key(), "v" + ++uploads);
        return audit.create(new NewRecord(
                AuditKey.of(Cadence.DAILY, original.key().datasetName(), version),
                version,
                AuditState.NEW,
                clock.instant(),
                original.size(),
                "etag",
                "%016X".formatted(uploads),
                "AWS:ana",
                null,
                null,
                original.order().justAfter(Optional.empty()),
                original.oid().hex(),
                replaces));
    }

    private AuditRecord landed(String key, AuditKeys keys, Instant arrived) {
        String sequencer = "%016X".formatted(++uploads);
        var version = new ObjectVersion("landing", key, "v" + uploads);
        return audit.create(new NewRecord(
                keys.of(version),
                version,
                AuditState.NEW,
                arrived,
                100 + uploads,
                "etag",
                sequencer,
                "AWS:ana",
                null,
                null));
    }

    /// An upload that stands in the landing bucket.
    AuditRecord landed(ObjectVersion version, long size) {
        clock.pass(Duration.ofSeconds(1));
        return landed(version, size, Cadence.DAILY, null);
    }

    /// @param executionArn of its own execution; null when a batch will take it
    AuditRecord landed(ObjectVersion version, long size, Cadence cadence, @Nullable String executionArn) {
        return audit.create(new NewRecord(
                AuditKey.of(cadence, Samples.DATASET, version),
                version,
                AuditState.NEW,
                clock.instant(),
                size,
                "etag",
                "%016X".formatted(++uploads),
                "AWS:ana",
                executionArn,
                null));
    }

    List<AuditRecord> landed(int files) {
        return IntStream.range(0, files)
                .mapToObj(i -> landed("events/orders/%05d.csv".formatted(i)))
                .toList();
    }

    /// Starts a batch's execution and asks to begin it.
    String begun(BatchRef ref) {
        String arn = start(ref);
        String outcome = begin(ref, arn).path("outcome").asText();
        if (!outcome.equals("BEGUN")) {
            throw new AssertionError("%s did not begin: %s".formatted(ref, outcome));
        }
        return arn;
    }

    String start(BatchRef ref) {
        return new StepFunctionsBatches(aws.client(SfnClient.builder()), machine).start(ref);
    }

    JsonNode begin(BatchRef ref, String arn) {
        return ask("Begin Batch", ref, Map.of("batch", ref, "executionArn", arn));
    }

    JsonNode list(BatchRef ref, int page) {
        return page("Get New List", ref, page);
    }

    /// Asks for a page of a list.
    JsonNode page(String state, BatchRef ref, int page) {
        return ask(state, ref, Map.of("batch", ref, "page", page));
    }

    /// Asks for pages until none is left.
    List<List<String>> lists(BatchRef ref) {
        var pages = new ArrayList<List<String>>();
        for (JsonNode list = list(ref, 1); list.path("outcome").asText().equals("PAGE"); ) {
            pages.add(files(list));
            list = list(ref, list.path("page").asInt() + 1);
        }
        return pages;
    }

    static List<String> files(JsonNode list) {
        return StreamSupport.stream(list.path("files").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static List<String> hex(List<AuditRecord> records) {
        return records.stream().map(record -> record.oid().hex()).toList();
    }

    /// Asks for a state that needs to know the batch only.
    JsonNode ask(String state, BatchRef ref) {
        return ask(state, ref, Map.of("batch", ref));
    }

    /// The job of a batch ran, and its rows are committed.
    ///
    /// @param refused files that it could not curate
    JsonNode curated(BatchRef ref, RefusedFile... refused) {
        return curated(ref, List.of(), refused);
    }

    /// @param setAside of files whose other rows it could curate
    JsonNode curated(BatchRef ref, List<RowsAside> setAside, RefusedFile... refused) {
        RunManifest manifest = manifest(ref).orElseThrow();
        Set<String> left = Stream.of(refused).map(RefusedFile::oid).collect(Collectors.toSet());
        long rows = manifest.files().stream()
                .filter(file -> !left.contains(file.oid()))
                .mapToLong(InputFile::rows)
                .sum();
        leaves(
                ref,
                new RunResult(
                        RunManifest.CURATE,
                        ref.dataset(),
                        ref.batch(),
                        manifest.contract(),
                        rows,
                        rows,
                        List.of(),
                        List.of(),
                        List.of(refused),
                        setAside,
                        1));
        return ask("Commit Batch", ref);
    }

    void leaves(BatchRef ref, RunResult result) {
        s3.put("staged", ref.resultsPrefix() + RunManifest.resultName(RunManifest.CURATE), RunJson.write(result));
    }

    /// What the job of a batch was given to do.
    Optional<RunManifest> manifest(BatchRef ref) {
        return s3.bytes("staged", "manifests/%s/%s/curate.json".formatted(ref.dataset(), ref.batch()))
                .map(json -> {
                    try {
                        return RunJson.read(json, RunManifest.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    JsonNode failed(BatchRef ref) {
        return failed(ref, new LambdaContext());
    }

    private JsonNode failed(BatchRef ref, LambdaContext context) {
        return ask(
                "Mark Batch Failed",
                ref,
                Map.of("batch", ref, "fault", Map.of("error", "JobFailed", "cause", "out of disk")),
                context);
    }

    JsonNode failedWithoutTime(BatchRef ref) {
        return failedWithin(ref, 0);
    }

    /// @param millis until the time is up
    JsonNode failedWithin(BatchRef ref, int millis) {
        return failed(ref, new LambdaContext(OUT_OF_TIME + millis));
    }

    JsonNode ingestedWithoutTime(BatchRef ref) {
        return ask("Mark Batch Ingested", ref, Map.of("batch", ref), new LambdaContext(OUT_OF_TIME));
    }

    private JsonNode ask(String state, BatchRef ref, Object input) {
        return ask(state, ref, input, new LambdaContext());
    }

    private JsonNode ask(String state, BatchRef ref, Object input, LambdaContext context) {
        String task = Json.line(Map.of("state", state, "execution", ref.executionName(), "input", input));
        return handle(new ByteArrayInputStream(task.getBytes(StandardCharsets.UTF_8)), context);
    }

    JsonNode handle(InputStream task, LambdaContext context) {
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(task, output, context);
            return Json.MAPPER.readTree(output.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AuditRecord moved(AuditRecord record, Move... way) {
        for (Move move : way) {
            audit.move(now(record).claim(), move, "a test");
        }
        return now(record);
    }

    /// A file of a batch that was found good and staged.
    AuditRecord staged(AuditRecord record, long rows, @Nullable Remarks remarks) {
        clock.pass(Duration.ofSeconds(1));
        ContractPin pin = contracts.current().of(Samples.DATASET).orElseThrow().pin();
        return moved(
                record,
                new Move.Validated(rows, ObjectId.sha256(record.oid().hex()), pin, remarks),
                new Move.LoadStarted(Duration.ofMinutes(21)));
    }

    AuditRecord staged(AuditRecord record) {
        return staged(record, 3, null);
    }

    AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }

    List<AuditState> states(List<AuditRecord> records) {
        return records.stream().map(record -> now(record).state()).toList();
    }

    @Override
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        DynamoDbClient guarded = InMemoryAws.client(DynamoDbClient.builder(), GuardedHttp.strict(aws, policy()));
        return new GivenClients(guarded, GuardedHttp.s3(s3, policy()))
                .of(builder, () -> InMemoryAws.client(builder, GuardedHttp.strict(aws, policy())));
    }

    private RolePolicy policy() {
        return RolePolicy.of(
                Template.read(),
                "UpdateBatchFunction",
                Map.of(
                        "AuditTable.Arn", aws.auditTableArn(),
                        "ContractsBucket.Arn", "arn:aws:s3:::contracts",
                        "StagingBucket.Arn", "arn:aws:s3:::staged",
                        "LakeBucket.Arn", "arn:aws:s3:::lake",
                        "CatalogDatabase", "millrace",
                        "StagingCatalog", "millrace_staging",
                        "IngestFileStateMachine", files,
                        "IngestBatchStateMachine", machine));
    }

    @Override
    public String setting(String name) {
        return value(name).orElseThrow(() -> new IllegalStateException("The template does not set " + name));
    }

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(Map.of(
                        "AUDIT_TABLE", table,
                        "CONTRACTS_BUCKET", "contracts",
                        "STAGING_BUCKET", "staged",
                        "LAKE_BUCKET", "lake",
                        "STAGING_DATABASE", "millrace_staging",
                        "CATALOG_DATABASE", "millrace",
                        "PSEUDONYM_KEY_ARN", "arn:key",
                        "INGEST_FILE_STATE_MACHINE", files,
                        "INGEST_BATCH_STATE_MACHINE", machine)
                .get(name));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        aws.close();
    }
}
