package dev.millrace.launchjob;

import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.engines.Launchers;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.emrserverless.EmrLauncher;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.glue.GlueLauncher;
import dev.millrace.engines.runs.JobLauncher;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.OpenJobs;
import dev.millrace.flow.jobs.StepFunctionsWaitingTasks;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryTaskTokens.Answer;
import dev.millrace.testing.aws.RolePolicy;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Jobs in an account in memory: a Glue job that may run twice at a time, an application of EMR Serverless, the audit
/// table and states that wait. The launcher reaches it by a way that can fail; its clients ask once only.
final class LaunchedJobs implements AutoCloseable {
    static final String JOB = "curate-event_orders-20261121T020000Z";
    static final String MANIFEST = "s3://staged/manifests/event_orders/20261121T020000Z/curate.json";
    static final String GLUE_JOB = "millrace-spark";
    static final String APPLICATION = "00f1982r1uukb925";
    static final EmrLauncher.Settings EMR = new EmrLauncher.Settings(
            APPLICATION,
            "arn:aws:iam::111122223333:role/job",
            "s3://code/job.jar",
            "s3://code/job.py",
            "logs",
            "eu-central-1",
            3,
            240);

    final SettableClock clock = new SettableClock();
    final InMemoryAws aws = new InMemoryAws(clock);
    final FaultyHttp way = new FaultyHttp(aws, clock);
    final GuardedHttp guarded = GuardedHttp.strict(
            way,
            RolePolicy.of(
                    Template.read(),
                    "LaunchJobFunction",
                    Map.of("AuditTable.Arn", aws.auditTableArn(), "SparkJobRole.Arn", EMR.role())));
    final DynamoJobs jobs = new DynamoJobs(aws.client(DynamoDbClient.builder()), aws.auditTable());
    private final DynamoJobs launchersJobs = new DynamoJobs(once(DynamoDbClient.builder()), aws.auditTable());
    private final GlueClient glue = once(GlueClient.builder());
    private final EmrServerlessClient emr = once(EmrServerlessClient.builder());
    private int launchers;

    LaunchedJobs() {
        aws.glueJobs().job(GLUE_JOB, 2);
        aws.emrServerless().application(APPLICATION);
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C once(B builder) {
        return InMemoryAws.client(
                builder.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())), guarded);
    }

    Launching launching() {
        return launching(EMR);
    }

    Launching launching(EmrLauncher.@Nullable Settings settings) {
        JobRuns glueRuns = new GlueJobRuns(glue, GLUE_JOB);
        var runs = new EnumMap<Engine, JobRuns>(Engine.class);
        var starts = new EnumMap<Engine, JobLauncher>(Engine.class);
        runs.put(Engine.GLUE, glueRuns);
        starts.put(Engine.GLUE, new GlueLauncher(glue, glueRuns, GLUE_JOB, "/aws-glue/jobs-role-security"));
        if (settings != null) {
            JobRuns emrRuns = new EmrJobRuns(emr, settings.application());
            runs.put(Engine.EMR_SERVERLESS, emrRuns);
            starts.put(Engine.EMR_SERVERLESS, new EmrLauncher(emr, emrRuns, settings));
        }
        var engines = new Engines(runs);
        var handOver = handOver(launchersJobs, once(SfnClient.builder()));
        return new Launching(
                launchersJobs,
                new Launchers(starts),
                new OlderLaunches(engines, clock),
                new OpenJobs(launchersJobs, engines, handOver, clock),
                handOver,
                clock,
                () -> "launcher-" + ++launchers);
    }

    /// Whoever hears of runs beside the launcher.
    JobHandOver handOver() {
        return handOver(jobs, aws.client(SfnClient.builder()));
    }

    private JobHandOver handOver(DynamoJobs records, SfnClient stepFunctions) {
        return new JobHandOver(records, new StepFunctionsWaitingTasks(stepFunctions), clock);
    }

    /// A request of a state that waits from now on.
    LaunchRequest request(Engine engine, long fence, String token) {
        aws.stepFunctions().tokens().await(token);
        return new LaunchRequest(JOB, fence, engine, MANIFEST, token);
    }

    Job launch(Engine engine, long fence, String token) {
        return launching().launch(request(engine, fence, token));
    }

    /// The record that a launcher leaves which dies right after it wrote it.
    Job leftLaunching(Engine engine, long fence) {
        Instant now = clock.instant();
        var lease = new Lease("dead", now.plus(Launching.LEASE));
        return jobs.write(
                        null,
                        Job.launching(
                                new JobMark(JOB, fence), engine, MANIFEST, new TaskToken("dead"), lease, now, null))
                .orElseThrow();
    }

    Job job() {
        return jobs.find(JOB).orElseThrow();
    }

    /// The runs of an engine, in the order they were started.
    List<String> runs(Engine engine) {
        return engine == Engine.GLUE
                ? aws.glueJobs().runs()
                : aws.emrServerless().runs();
    }

    String stateOf(Engine engine, String run) {
        return engine == Engine.GLUE
                ? aws.glueJobs().state(run)
                : aws.emrServerless().state(run);
    }

    /// Ends a run; nobody is told.
    void end(Engine engine, String run, boolean well) {
        if (engine == Engine.GLUE) {
            aws.glueJobs().move(run, well ? "SUCCEEDED" : "FAILED", well ? null : "a wrong row");
        } else {
            aws.emrServerless().move(run, well ? "SUCCESS" : "FAILED", well ? "" : "a wrong row");
        }
    }

    /// Writes down that the job's run ended, as whoever hears of it does.
    Job heard(boolean well) {
        Run run = Objects.requireNonNull(job().run());
        var phase = well ? RunStatus.Phase.SUCCEEDED : RunStatus.Phase.FAILED;
        return handOver().ended(job(), new RunStatus(run, null, phase, well ? "SUCCEEDED" : "FAILED", null));
    }

    List<Answer> answers() {
        return aws.stepFunctions().tokens().answers();
    }

    /// Starts runs by hand, which are none of ours.
    void others(int count) {
        for (int i = 0; i < count; i++) {
            String run = aws.client(GlueClient.builder())
                    .startJobRun(s -> s.jobName(GLUE_JOB).arguments(Map.of("--by", "hand")))
                    .jobRunId();
            aws.glueJobs().move(run, "SUCCEEDED", null);
        }
    }

    boolean isOpen() {
        return jobs.open().equals(List.of(JOB));
    }

    @Override
    public void close() {
        aws.close();
    }
}
