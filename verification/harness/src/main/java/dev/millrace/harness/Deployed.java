package dev.millrace.harness;

import static dev.millrace.testing.Template.map;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.millrace.base.clients.Wiring;
import dev.millrace.closeexecution.CloseExecutionHandler;
import dev.millrace.controlcrawler.ControlCrawlerHandler;
import dev.millrace.launchjob.LaunchJobHandler;
import dev.millrace.loadfile.LoadFileHandler;
import dev.millrace.moveinvalidfile.MoveInvalidFileHandler;
import dev.millrace.notifyowners.NotifyOwnersHandler;
import dev.millrace.startbatches.StartBatchesHandler;
import dev.millrace.startingestion.StartIngestionHandler;
import dev.millrace.sweep.SweepHandler;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.RolePolicy;
import dev.millrace.updateaudit.UpdateAuditHandler;
import dev.millrace.updatebatch.UpdateBatchHandler;
import dev.millrace.validatefile.ValidateFileHandler;
import dev.millrace.watchjobs.WatchJobsHandler;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;

/// The functions as the template deploys them: each with the settings that its environment has there, and held to what
/// its role may do.
public final class Deployed {
    /// Names of the buckets.
    public static final String LANDING = "landing";

    /// Where refused files are moved.
    public static final String FAILED = "failed";

    /// The lake.
    public static final String LAKE = "lake";

    /// Where batches are staged.
    public static final String STAGING = "staging";

    /// The contracts.
    public static final String CONTRACTS = "contracts";

    /// Glue's database of the lake.
    public static final String CATALOG = "catalog";

    /// Glue's database of the tables that crawlers make.
    public static final String STAGING_CATALOG = "staging_catalog";

    /// Glue's job.
    public static final String JOB = "millrace-spark";

    /// What the names of crawlers begin with.
    public static final String CRAWLER_PREFIX = "millrace-";

    private final Template template;
    private final InMemoryAws aws;
    private final SdkHttpClient way;
    private final Clock clock;
    private final List<ExecutionInterceptor> interceptors;
    private final Map<String, String> changed;
    private final Map<String, RequestStreamHandler> handlers = new HashMap<>();
    private final Set<String> lacking = new TreeSet<>();

    /// @param way of the functions to AWS
    /// @param clock that the functions see
    /// @param interceptors of all their requests
    /// @param changed settings that are other than the template's defaults
    public Deployed(
            Template template,
            InMemoryAws aws,
            SdkHttpClient way,
            Clock clock,
            List<ExecutionInterceptor> interceptors,
            Map<String, String> changed) {
        this.template = template;
        this.aws = aws;
        this.way = way;
        this.clock = clock;
        this.interceptors = List.copyOf(interceptors);
        this.changed = Map.copyOf(changed);
    }

    /// The handler of a function that takes and gives JSON.
    ///
    /// @param function its logical id, such as `LoadFileFunction`
    public RequestStreamHandler handler(String function) {
        return handlers.computeIfAbsent(function, name -> handler(name, wiring(name)));
    }

    private static RequestStreamHandler handler(String function, Wiring wiring) {
        return switch (function) {
            case "ValidateFileFunction" -> new ValidateFileHandler(wiring);
            case "LoadFileFunction" -> new LoadFileHandler(wiring);
            case "MoveInvalidFileFunction" -> new MoveInvalidFileHandler(wiring);
            case "UpdateAuditFunction" -> new UpdateAuditHandler(wiring);
            case "NotifyOwnersFunction" -> new NotifyOwnersHandler(wiring);
            case "CloseExecutionFunction" -> new CloseExecutionHandler(wiring);
            case "UpdateBatchFunction" -> new UpdateBatchHandler(wiring);
            case "ControlCrawlerFunction" -> new ControlCrawlerHandler(wiring);
            case "LaunchJobFunction" -> new LaunchJobHandler(wiring);
            case "WatchJobsFunction" -> new WatchJobsHandler(wiring);
            default -> throw new IllegalArgumentException("There is no function " + function);
        };
    }

    /// `start-ingestion`.
    public RequestHandler<SQSEvent, SQSBatchResponse> startIngestion() {
        return new StartIngestionHandler(wiring("StartIngestionFunction"));
    }

    /// `start-batches`.
    public StartBatchesHandler startBatches() {
        return new StartBatchesHandler(wiring("StartBatchesFunction"));
    }

    /// `sweep`.
    public SweepHandler sweep() {
        return new SweepHandler(wiring("SweepFunction"));
    }

    /// What functions asked for that their roles may not do, so far; they are told once.
    public Set<String> lacking() {
        Set<String> told = Set.copyOf(lacking);
        lacking.clear();
        return told;
    }

    /// A function's wiring.
    public HarnessWiring wiring(String function) {
        RolePolicy policy = RolePolicy.of(template, function, names());
        return new HarnessWiring(new GuardedHttp(way, policy, lacking::add), settings(function), clock, interceptors);
    }

    /// The variables of a function's environment, with the values that they have here.
    private Map<String, String> settings(String function) {
        Map<String, String> all = settings();
        Map<String, Object> variables = new HashMap<>(
                map(map(template.functionGlobals().get("Environment")).get("Variables")));
        variables.putAll(
                map(map(template.properties(function).get("Environment")).get("Variables")));
        var own = new HashMap<>(all);
        own.keySet().retainAll(variables.keySet());
        return own;
    }

    /// Numbers as the template's parameters' defaults.
    private Map<String, String> settings() {
        var all = new HashMap<>(Map.ofEntries(
                Map.entry("AUDIT_TABLE", aws.auditTable()),
                Map.entry("LANDING_BUCKET", LANDING),
                Map.entry("FAILED_BUCKET", FAILED),
                Map.entry("LAKE_BUCKET", LAKE),
                Map.entry("STAGING_BUCKET", STAGING),
                Map.entry("CONTRACTS_BUCKET", CONTRACTS),
                Map.entry("CATALOG_DATABASE", CATALOG),
                Map.entry("STAGING_DATABASE", STAGING_CATALOG),
                Map.entry("NOTICES_TOPIC", aws.topics().topic("notices")),
                Map.entry("INGEST_FILE_STATE_MACHINE", machine("ingest-file")),
                Map.entry("INGEST_BATCH_STATE_MACHINE", machine("ingest-batch")),
                Map.entry("CRAWLER_ROLE", "arn:aws:iam::111122223333:role/crawler"),
                Map.entry("CRAWLER_PREFIX", CRAWLER_PREFIX),
                Map.entry("CRAWL_LIMIT_MINUTES", "60"),
                Map.entry("JOB_LIMIT_MINUTES", "120"),
                Map.entry("GLUE_JOB", JOB),
                Map.entry("GLUE_LOG_GROUP", "/aws-glue/jobs"),
                Map.entry("MAX_LAMBDA_MEGABYTES", "200"),
                Map.entry("SWEEP_GRACE_MINUTES", "15"),
                Map.entry("DELETE_RAW_FILES", "true"),
                Map.entry("DAILY_BATCHES", "cron(0 2 * * ? *)"),
                Map.entry("MONTHLY_BATCHES", "cron(0 4 1 * ? *)"),
                Map.entry("NOTICE_WINDOW_MINUTES", "60"),
                Map.entry("SET_PATIENCE_MINUTES", "240"),
                Map.entry("PSEUDONYM_KEY_ARN", "token-key")));
        all.putAll(changed);
        return all;
    }

    /// ARN of a state machine of the stack.
    ///
    /// @param name such as `ingest-file`
    String machine(String name) {
        return aws.stepFunctions().machine("millrace-" + name);
    }

    /// What the template's references are in this account.
    private Map<String, String> names() {
        return Map.ofEntries(
                Map.entry("LandingBucket.Arn", "arn:aws:s3:::" + LANDING),
                Map.entry("FailedBucket.Arn", "arn:aws:s3:::" + FAILED),
                Map.entry("LakeBucket.Arn", "arn:aws:s3:::" + LAKE),
                Map.entry("StagingBucket.Arn", "arn:aws:s3:::" + STAGING),
                Map.entry("ContractsBucket.Arn", "arn:aws:s3:::" + CONTRACTS),
                Map.entry("CatalogDatabase", CATALOG),
                Map.entry("Catalog", CATALOG),
                Map.entry("StagingCatalog", STAGING_CATALOG),
                Map.entry("SparkJob", JOB),
                Map.entry("CrawlerRole.Arn", "arn:aws:iam::111122223333:role/crawler"),
                Map.entry("AuditTable.Arn", aws.auditTableArn()),
                Map.entry("NoticesTopic", aws.topics().topic("notices")),
                Map.entry("IngestFileStateMachine", machine("ingest-file")),
                Map.entry("IngestFileStateMachine.Name", "millrace-ingest-file"),
                Map.entry("IngestBatchStateMachine", machine("ingest-batch")),
                Map.entry("IngestBatchStateMachine.Name", "millrace-ingest-batch"),
                Map.entry("IngestPageStateMachine", machine("ingest-page")));
    }
}
