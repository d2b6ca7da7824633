package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.Home;
import dev.millrace.local.cloud.LocalCloud;
import dev.millrace.local.jobs.JobServer;
import dev.millrace.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The job server on a real local cloud of its own, into which nothing is deployed: crawlers that really crawl and jobs
/// that really run, each under its role; callers held to their policies; and calls that are passed on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobServerIT {
    private static final String BUCKET = "job-server-it";
    private static final String DATABASE = "job_server_it";
    private static final String ROLE = "job-server-it";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"Service": ["glue.amazonaws.com", "emr-serverless.amazonaws.com"]}, "Action": "sts:AssumeRole",
             "Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}}}]}
            """;
    private static final String RIGHTS = """
            {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::job-server-it"},
             {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
              "Resource": "arn:aws:s3:::job-server-it/*"},
             {"Effect": "Allow", "Action": ["glue:GetCrawler"], "Resource": "arn:aws:glue:*:*:crawler/mine-*"},
             {"Effect": "Allow", "Action": ["glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable",
              "glue:GetPartitions", "glue:BatchCreatePartition"], "Resource": "*"}]}
            """;

    /// Reads and writes the bucket by Spark's own means, as a job of Millrace does.
    private static final String SCRIPT = """
            import sys
            from pyspark.sql import SparkSession
            spark = SparkSession.builder.getOrCreate()
            frame = spark.range(3)
            frame.write.mode("overwrite").parquet(sys.argv[-1])
            if spark.read.parquet(sys.argv[-1]).count() != 3:
                raise ValueError("rows were lost")
            if "--fail" in sys.argv:
                raise ValueError("this is the reason")
            """;

    private final Checkout checkout = Checkout.find();
    private final LocalCloud cloud =
            new LocalCloud(new Home(checkout.home().folder().resolveSibling("it-jobs-home")), checkout.toolbox());
    private Access access;
    private GlueClient glue;
    private S3Client s3;
    private String role;

    @TempDir
    Path folder;

    @BeforeAll
    void start() {
        access = cloud.start(null, what -> {});
        glue = access.at(access.jobs()).client(GlueClient.builder());
        s3 = access.client(S3Client.builder());
        IamClient iam = access.client(IamClient.builder());
        role = iam.createRole(c -> c.roleName(ROLE).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        iam.putRolePolicy(p -> p.roleName(ROLE).policyName("all").policyDocument(RIGHTS));
        s3.createBucket(b -> b.bucket(BUCKET));
        glue.createDatabase(c -> c.databaseInput(d -> d.name(DATABASE)));
        s3.putObject(p -> p.bucket(BUCKET).key("job.py"), RequestBody.fromString(SCRIPT));
    }

    @AfterAll
    void stop() {
        cloud.stop();
    }

    @Test
    void aCrawlerReadsWhatIsThereAndWritesTheCatalog() throws SQLException {
        put("staging/Orders-2026/batch=20261121T020000Z/one.parquet", "SELECT 1::BIGINT AS _line, 'a' AS _oid");
        put(
                "staging/Orders-2026/batch=20261122T020000Z/two.parquet",
                "SELECT 1::BIGINT AS _line, 'a' AS _oid, 1.50::DECIMAL(10,2) AS amount, DATE '2026-11-21' AS day");
        create("it", "s3://%s/staging/Orders-2026/".formatted(BUCKET));

        Crawler crawled = crawl("it");

        assertThat(crawled.lastCrawl().statusAsString())
                .as("%s", crawled.lastCrawl())
                .isEqualTo(LastCrawlStatus.SUCCEEDED.toString());
        Table table =
                glue.getTable(g -> g.databaseName(DATABASE).name("orders_2026")).table();
        assertThat(table.storageDescriptor().columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("_line bigint", "_oid string", "amount decimal(10,2)", "day date");
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("batch");
        assertThat(glue.getPartitions(g -> g.databaseName(DATABASE).tableName("orders_2026"))
                        .partitions())
                .extracting(partition ->
                        partition.values() + " " + partition.storageDescriptor().location())
                .contains("[20261121T020000Z] s3://job-server-it/staging/Orders-2026/batch=20261121T020000Z/");
    }

    @Test
    void aCrawlFailsWhereItsRoleMayNotLook() {
        s3.createBucket(b -> b.bucket("job-server-it-other"));
        create("blind", "s3://job-server-it-other/staging/");

        Crawler crawled = crawl("blind");

        assertThat(crawled.lastCrawl().status()).isEqualTo(LastCrawlStatus.FAILED);
        assertThat(crawled.lastCrawl().errorMessage())
                .contains("cannot be listed")
                .contains("job-server-it-other");
    }

    @Test
    void callersAreHeldToTheirPolicies() {
        create("mine-1", "s3://%s/none/".formatted(BUCKET));
        GlueClient caller = access.at(access.jobs()).client(GlueClient.builder(), credentials(Optional.empty()));

        assertThat(caller.getCrawler(g -> g.name("mine-1")).crawler().name()).isEqualTo("mine-1");
        assertThatThrownBy(() -> caller.getCrawler(g -> g.name("yours-1"))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> caller.startCrawler(g -> g.name("mine-1"))).isInstanceOf(AccessDeniedException.class);
        GlueClient forger = access.at(access.jobs()).client(GlueClient.builder(), credentials(Optional.of("forged")));
        assertThatThrownBy(() -> forger.getCrawler(g -> g.name("mine-1")))
                .isInstanceOfSatisfying(
                        GlueException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
    }

    @Test
    void callsThatArePassedOnKeepTheirSignature() {
        GlueClient caller = access.at(access.jobs()).client(GlueClient.builder(), credentials(Optional.empty()));
        assertThatThrownBy(() -> caller.getTable(g -> g.databaseName(DATABASE).name("nothing")))
                .isInstanceOf(EntityNotFoundException.class);
        GlueClient forger = access.at(access.jobs()).client(GlueClient.builder(), credentials(Optional.of("forged")));
        assertThatThrownBy(() -> forger.getTable(g -> g.databaseName(DATABASE).name("nothing")))
                .isInstanceOf(GlueException.class)
                .isNotInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void aGlueJobReallyRunsUnderItsRole() {
        assumeSpark();
        glue.createJob(c -> c.name("it")
                .role(role)
                .executionProperty(e -> e.maxConcurrentRuns(2))
                .command(d -> d.name("glueetl").scriptLocation("s3://%s/job.py".formatted(BUCKET))));
        String good = run("--out", "s3://%s/out".formatted(BUCKET));
        String bad = run("--out", "s3://%s/fails".formatted(BUCKET), "--fail", "s3://%s/fails".formatted(BUCKET));
        assertThatThrownBy(() -> run("--out", "x")).isInstanceOf(ConcurrentRunsExceededException.class);

        assertThat(awaitEnd(good).jobRunState()).as("%s", awaitEnd(good)).isEqualTo(JobRunState.SUCCEEDED);
        assertThat(awaitEnd(bad).jobRunState()).isEqualTo(JobRunState.FAILED);
        assertThat(awaitEnd(bad).errorMessage()).isEqualTo("ValueError: this is the reason");
        assertThat(s3.listObjectsV2(l -> l.bucket(BUCKET).prefix("out/")).contents())
                .extracting(object -> object.key())
                .anyMatch(key -> key.endsWith(".parquet"));
    }

    @Test
    void anEmrServerlessJobReallyRunsAndIsCancelled() {
        assumeSpark();
        EmrServerlessClient emr = access.at(access.jobs()).client(EmrServerlessClient.builder());
        s3.putObject(
                p -> p.bucket(BUCKET).key("sleep.py"),
                RequestBody.fromString("import time\nprint('asleep', flush=True)\ntime.sleep(600)\n"));
        String id = emr.startJobRun(s -> s.applicationId(JobServer.EMR_APPLICATION)
                        .clientToken("it")
                        .executionRoleArn(role)
                        .jobDriver(d -> d.sparkSubmit(p -> p.entryPoint("s3://%s/sleep.py".formatted(BUCKET)))))
                .jobRunId();
        await().atMost(Duration.ofMinutes(2)).until(() -> state(emr, id).equals("RUNNING"));

        emr.cancelJobRun(c -> c.applicationId(JobServer.EMR_APPLICATION).jobRunId(id));

        await().atMost(Duration.ofMinutes(2)).until(() -> state(emr, id).equals("CANCELLED"));
    }

    @ParameterizedTest
    @CsvSource({
        "GlueJobEnded, WatchJobs, SUCCEEDED, true",
        "GlueJobEnded, WatchJobs, FAILED, true",
        "GlueJobEnded, WatchJobs, TIMEOUT, true",
        "GlueJobEnded, WatchJobs, STOPPED, true",
        "GlueJobEnded, WatchJobs, RUNNING, false",
        "GlueJobEnded, WatchJobsOfEmrServerless, SUCCESS, false",
        "EmrJobEnded, WatchJobsOfEmrServerless, SUCCESS, true",
        "EmrJobEnded, WatchJobsOfEmrServerless, FAILED, true",
        "EmrJobEnded, WatchJobsOfEmrServerless, CANCELLED, true",
        "EmrJobEnded, WatchJobsOfEmrServerless, RUNNING, false",
        "EmrJobEnded, WatchJobsOfEmrServerless, CANCELLING, false",
        "EmrJobEnded, WatchJobs, SUCCEEDED, false"
    })
    void theTemplatesRulesMatchTheEndsInTheEventsThatAwsPublishes(
            String rule, String sample, String state, boolean matched) throws IOException {
        Map<String, Object> events =
                Template.map(Template.read().properties("WatchJobsFunction").get("Events"));
        var pattern = Template.map(
                Template.map(Template.map(events.get(rule)).get("Properties")).get("Pattern"));
        String deployed = Json.MAPPER
                .writeValueAsString(pattern)
                .replace("{\"!Sub\":\"${AWS::StackName}-spark\"}", "\"millrace-spark\"")
                .replace(
                        "{\"!If\":[\"HasEmr\",{\"!Ref\":\"EmrApplication\"},{\"!Ref\":\"EmrApplicationAtHome\"}]}",
                        "\"" + JobServer.EMR_APPLICATION + "\"");
        var event = (ObjectNode) Json.MAPPER.readTree(
                checkout.root().resolve("events/%s.json".formatted(sample)).toFile());
        event.withObject("/detail")
                .put("state", state)
                .put("jobName", "millrace-spark")
                .put("applicationId", JobServer.EMR_APPLICATION);

        boolean result = access.client(EventBridgeClient.builder())
                .testEventPattern(t -> t.eventPattern(deployed).event(event.toString()))
                .result();

        assertThat(result).isEqualTo(matched);
    }

    private static String state(EmrServerlessClient emr, String id) {
        return emr.getJobRun(g -> g.applicationId(JobServer.EMR_APPLICATION).jobRunId(id))
                .jobRun()
                .stateAsString();
    }

    private void assumeSpark() {
        String named = System.getenv("MILLRACE_SPARK_VENV");
        Path venv = named == null ? checkout.root().resolve(".millrace/venv-spark") : Path.of(named);
        Assumptions.assumeTrue(
                Files.isExecutable(venv.resolve("bin/spark-submit")), "There is no Spark: run tools/toolbox.sh spark");
    }

    private String run(String name, String value, String... more) {
        Map<String, String> arguments = more.length == 0 ? Map.of(name, value) : Map.of(name, value, more[0], more[1]);
        return glue.startJobRun(s -> s.jobName("it").arguments(arguments)).jobRunId();
    }

    private JobRun awaitEnd(String id) {
        await().atMost(Duration.ofMinutes(3)).until(() -> job(id).completedOn() != null);
        return job(id);
    }

    private JobRun job(String id) {
        return glue.getJobRun(g -> g.jobName("it").runId(id)).jobRun();
    }

    private void create(String name, String path) {
        glue.createCrawler(c -> c.name(name)
                .role(role)
                .databaseName(DATABASE)
                .targets(t -> t.s3Targets(S3Target.builder().path(path).build())));
    }

    private Crawler crawl(String name) {
        glue.startCrawler(s -> s.name(name));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> glue.getCrawler(g -> g.name(name)).crawler().state() == CrawlerState.READY);
        return glue.getCrawler(g -> g.name(name)).crawler();
    }

    private AwsCredentialsProvider credentials(Optional<String> forgedKey) {
        Credentials taken = access.client(StsClient.builder())
                .assumeRole(a -> a.roleArn(role).roleSessionName("it"))
                .credentials();
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                taken.accessKeyId(), forgedKey.orElse(taken.secretAccessKey()), taken.sessionToken()));
    }

    private void put(String key, String rows) throws SQLException {
        Path file = folder.resolve("rows.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(rows, file));
        }
        s3.putObject(p -> p.bucket(BUCKET).key(key), file);
    }
}
