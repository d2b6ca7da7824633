package dev.millrace.launchjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Engine;
import dev.millrace.engines.emrserverless.EmrLauncher;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.aws.AwsCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.glue.GlueClient;

class LaunchingAJobTest {
    private static final String TOKEN = "first-token";
    private static final JobMark MARK = new JobMark(LaunchedJobs.JOB, 1);

    private final LaunchedJobs launched = new LaunchedJobs();

    @AfterEach
    void close() {
        launched.close();
    }

    @ParameterizedTest
    @EnumSource
    void launchesAJobAndWritesDownItsRun(Engine engine) {
        Job job = launched.launch(engine, 1, TOKEN);

        assertThat(launched.runs(engine))
                .containsExactly(Objects.requireNonNull(job.run()).id());
        assertThat(job).isEqualTo(launched.job());
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.mark()).isEqualTo(MARK);
        assertThat(job.token().text()).isEqualTo(TOKEN);
        assertThat(job.lease()).isNull();
        assertThat(launched.jobs.ofRun(engine, job.run().id())).contains(LaunchedJobs.JOB);
        assertThat(launched.isOpen()).isTrue();
        assertThat(launched.answers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writesTheRecordBeforeTheLaunch(Engine engine) {
        var seen = new ArrayList<Job>();
        launched.aws.glueJobs().onStart(run -> seen.add(launched.job()));
        launched.aws.emrServerless().onStart(run -> seen.add(launched.job()));

        launched.launch(engine, 1, TOKEN);

        assertThat(seen).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(JobState.LAUNCHING);
            assertThat(job.token().text()).isEqualTo(TOKEN);
            assertThat(job.mark()).isEqualTo(MARK);
        });
    }

    @Test
    void givesAGlueRunItsManifestAndItsMark() {
        Job job = launched.launch(Engine.GLUE, 1, TOKEN);
        Run run = Objects.requireNonNull(job.run());

        RunStatus status = new GlueJobRuns(launched.once(GlueClient.builder()), LaunchedJobs.GLUE_JOB)
                .look(run.id())
                .orElseThrow();
        assertThat(status.mark()).isEqualTo(MARK);
        assertThat(run.logs()).isEqualTo("CloudWatch log group /aws-glue/jobs-role-security/error, stream " + run.id());
    }

    @Test
    void givesAnEmrRunItsArgumentsItsJarAndAPlaceForItsLog() {
        Job job = launched.launch(Engine.EMR_SERVERLESS, 1, TOKEN);
        String run = Objects.requireNonNull(job.run()).id();

        JsonNode request = launched.aws.emrServerless().request(run);
        JsonNode spark = request.at("/jobDriver/sparkSubmit");
        assertThat(spark.path("entryPoint").asText()).isEqualTo("s3://code/job.py");
        assertThat(spark.path("entryPointArguments").valueStream().map(JsonNode::asText))
                .containsExactly(
                        "--manifest",
                        LaunchedJobs.MANIFEST,
                        "--millrace-job",
                        LaunchedJobs.JOB + "#1",
                        "--millrace-region",
                        LaunchedJobs.EMR.region());
        assertThat(spark.path("sparkSubmitParameters").asText()).startsWith("--jars s3://code/job.jar ");
        assertThat(request.path("executionTimeoutMinutes").asLong()).isEqualTo(240);
        assertThat(request.path("clientToken").asText())
                .isEqualTo(MARK.clientToken())
                .matches("[A-Za-z0-9_-]{43}");
        assertThat(request.path("executionRoleArn").asText()).isEqualTo(LaunchedJobs.EMR.role());
        assertThat(job.run().logs())
                .isEqualTo("s3://logs/emr-serverless/applications/%s/jobs/%s/SPARK_DRIVER/"
                        .formatted(LaunchedJobs.APPLICATION, run));
    }

    /// The launch is not over for the one who launches, and its result is there.
    @ParameterizedTest
    @EnumSource
    void handsAResultOverThatCameBeforeTheAnswerToItsStart(Engine engine) {
        launched.aws.glueJobs().onStart(this::endEarly);
        launched.aws.emrServerless().onStart(this::endEarly);

        Job job = launched.launch(engine, 1, TOKEN);

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.handOver()).isEqualTo(HandOver.DONE);
        assertThat(launched.answers()).hasSize(1);
        assertThat(launched.isOpen()).isFalse();
    }

    private void endEarly(String run) {
        var status = new RunStatus(new Run(run, "its log"), MARK, RunStatus.Phase.SUCCEEDED, "SUCCEEDED", null);
        launched.handOver().ended(launched.job(), status);
    }

    /// "A result that comes early is kept and handed over", also when it was heard of without being delivered.
    @Test
    void handsAnEarlyResultOverThatNobodyDelivered() {
        launched.aws.glueJobs().onStart(run -> {
            Job seen = launched.job();
            var status = new RunStatus(new Run(run, "its log"), MARK, RunStatus.Phase.SUCCEEDED, "SUCCEEDED", null);
            launched.jobs.write(seen, seen.ended(status, launched.clock.instant()));
        });

        assertThat(launched.launch(Engine.GLUE, 1, TOKEN).handOver()).isEqualTo(HandOver.DONE);
        assertThat(launched.answers()).hasSize(1);
    }

    @Test
    void waitsForAnotherLauncherAsLongAsItMayLive() {
        launched.leftLaunching(Engine.GLUE, 1);

        assertThatThrownBy(() -> launched.launch(Engine.GLUE, 1, TOKEN))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("is being launched");
        launched.clock.pass(Launching.LEASE.minusMillis(1));
        assertThatThrownBy(() -> launched.launch(Engine.GLUE, 1, TOKEN)).isInstanceOf(ServiceFault.class);
        assertThat(launched.runs(Engine.GLUE)).isEmpty();
        launched.clock.pass(Duration.ofMillis(1));

        assertThat(launched.launch(Engine.GLUE, 1, TOKEN).state()).isEqualTo(JobState.RUNNING);
        assertThat(launched.runs(Engine.GLUE)).hasSize(1);
    }

    /// It died between the launch and writing down the run.
    @ParameterizedTest
    @EnumSource
    void findsTheRunThatADeadLauncherStarted(Engine engine) {
        Job running = launched.launch(engine, 1, TOKEN);
        forgetRun(running);
        launched.others(250);

        Job job = launched.launch(engine, 1, "second-token");

        assertThat(job.run()).isEqualTo(running.run());
        assertThat(job.token().text()).isEqualTo("second-token");
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }

    private void forgetRun(Job running) {
        Job launching = new Job(
                running.mark(),
                running.engine(),
                running.manifest(),
                running.token(),
                JobState.LAUNCHING,
                null,
                null,
                running.begun(),
                running.changed(),
                new Lease("dead", running.begun()),
                HandOver.OWED,
                running.revision() + 1);
        assertThat(launched.jobs.write(running, launching)).isPresent();
        launched.clock.pass(Launching.LEASE);
    }

    @Test
    void looksNoFurtherThanTheJobIsOld() {
        launched.others(450);
        launched.clock.pass(Duration.ofHours(2));

        launched.launch(Engine.GLUE, 1, TOKEN);

        assertThat(launched.way.calls().stream().map(AwsCall::operation).filter("GetJobRuns"::equals))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesOverANewTokenOfARunningJob(Engine engine) {
        Job first = launched.launch(engine, 1, TOKEN);

        Job again = launched.launch(engine, 1, "second-token");

        assertThat(again.run()).isEqualTo(first.run());
        assertThat(launched.runs(engine)).hasSize(1);
        launched.heard(true);
        assertThat(launched.answers())
                .singleElement()
                .satisfies(a -> assertThat(a.token()).isEqualTo("second-token"));
    }

    /// Its state had timed out when the result came.
    @Test
    void handsAKeptResultToANewToken() throws IOException {
        launched.launch(Engine.GLUE, 1, TOKEN);
        launched.aws.stepFunctions().tokens().timeOut(TOKEN);
        Job kept = launched.heard(true);
        assertThat(kept.handOver()).isEqualTo(HandOver.REFUSED);
        assertThat(launched.isOpen()).isFalse();

        Job job = launched.launch(Engine.GLUE, 1, "second-token");

        assertThat(job.handOver()).isEqualTo(HandOver.DONE);
        assertThat(launched.answers()).hasSize(1);
        JsonNode output = Json.MAPPER.readTree(launched.answers().getFirst().output());
        assertThat(output.path("job").asText()).isEqualTo(LaunchedJobs.JOB);
        assertThat(output.path("fence").asLong()).isEqualTo(1);
        assertThat(output.path("runId").asText())
                .isEqualTo(launched.runs(Engine.GLUE).getFirst());
        assertThat(output.path("outcome").asText()).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @EnumSource
    void handsAFailureOverWithItsReasonForPeople(Engine engine) {
        Job running = launched.launch(engine, 1, TOKEN);
        Run run = Objects.requireNonNull(running.run());
        launched.end(engine, run.id(), false);

        Job job = launched.launch(engine, 1, "second-token");

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(launched.answers()).singleElement().satisfies(a -> {
            assertThat(a.token()).isEqualTo("second-token");
            assertThat(a.error()).isEqualTo("JobFailed");
            assertThat(a.cause()).contains(LaunchedJobs.JOB, "a wrong row", run.id(), run.logs());
        });
    }

    @Test
    void answersAResultOnce() {
        launched.launch(Engine.GLUE, 1, TOKEN);
        Job done = launched.heard(true);

        assertThat(launched.heard(true)).isEqualTo(done);
        assertThat(launched.launching()
                        .launch(new LaunchRequest(LaunchedJobs.JOB, 1, Engine.GLUE, LaunchedJobs.MANIFEST, TOKEN)))
                .isEqualTo(done);
        assertThat(launched.answers()).hasSize(1);
    }

    @Test
    void waitsWhileGlueRunsAsManyJobsAsItMay() {
        launched.aws.glueJobs().job(LaunchedJobs.GLUE_JOB, 0);
        assertThatThrownBy(() -> launched.launch(Engine.GLUE, 1, TOKEN))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("as many jobs as it may");
        launched.aws.glueJobs().job(LaunchedJobs.GLUE_JOB, 1);
        launched.clock.pass(Launching.SETTLE);

        assertThat(launched.launch(Engine.GLUE, 1, "second-token").state()).isEqualTo(JobState.RUNNING);
    }

    /// A new account may have 16 processors of EMR Serverless at once.
    @Test
    void anEmrRunHasNoMoreWorkersThanAGlueRun() {
        assertThat(LaunchedJobs.EMR.workers()).isEqualTo(3);
        assertThat(LaunchedJobs.EMR.submitParameters())
                .contains(
                        "spark.driver.cores=4",
                        "spark.executor.cores=4",
                        "spark.executor.instances=2",
                        "spark.dynamicAllocation.initialExecutors=2",
                        "spark.dynamicAllocation.maxExecutors=2");
    }

    @Test
    void refusesAnEngineThatIsNotSetUpBeforeItWritesAnything() {
        LaunchRequest request = launched.request(Engine.EMR_SERVERLESS, 1, TOKEN);

        assertThatThrownBy(() -> launched.launching(null).launch(request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EMR Serverless");
        assertThat(launched.jobs.find(LaunchedJobs.JOB)).isEmpty();
    }

    /// A deployment between two tries changes the request of the same launch.
    @Test
    @Tag("H100")
    void findsItsEmrRunUnderAnotherJar() {
        Job running = launched.launch(Engine.EMR_SERVERLESS, 1, TOKEN);
        forgetRun(running);
        var settings = new EmrLauncher.Settings(
                LaunchedJobs.APPLICATION,
                LaunchedJobs.EMR.role(),
                "s3://code/newer.jar",
                "s3://code/job.py",
                "logs",
                "eu-west-1",
                3,
                240);

        Job job = launched.launching(settings).launch(launched.request(Engine.EMR_SERVERLESS, 1, "second-token"));

        assertThat(job.run()).isEqualTo(running.run());
        assertThat(launched.runs(Engine.EMR_SERVERLESS)).hasSize(1);
    }

    /// Somebody else used the launch's client token, by hand: its run has another name, so it is none of ours.
    @Test
    @Tag("H100")
    void takesNoRunForItsOwnThatOnlyHasItsClientToken() {
        var settings = LaunchedJobs.EMR;
        String token = new JobMark(LaunchedJobs.JOB, 1).clientToken();
        String others = launched.aws
                .client(EmrServerlessClient.builder())
                .startJobRun(s -> s.applicationId(settings.application())
                        .clientToken(token)
                        .name("by hand")
                        .executionRoleArn(settings.role())
                        .jobDriver(d -> d.sparkSubmit(j -> j.entryPoint("s3://code/other.py"))))
                .jobRunId();

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> launched.launch(Engine.EMR_SERVERLESS, 1, TOKEN))
                    .isInstanceOf(ServiceFault.class)
                    .hasMessageContaining("is not ready");
            launched.clock.pass(Launching.LEASE);
        }

        assertThat(launched.runs(Engine.EMR_SERVERLESS)).containsExactly(others);
        assertThat(launched.job().state()).isEqualTo(JobState.LAUNCHING);
    }

    @Test
    void refusesTheSameLaunchWithAnotherManifest() {
        launched.launch(Engine.GLUE, 1, TOKEN);
        var other = new LaunchRequest(LaunchedJobs.JOB, 1, Engine.GLUE, "s3://staged/other.json", "second-token");

        assertThatThrownBy(() -> launched.launching().launch(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other.json")
                .hasMessageNotContaining("second-token");
        assertThat(launched.job().token().text()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#b", " a", "a\nb"})
    void refusesAnIdThatIsNone(String id) {
        var request = new LaunchRequest(id, 1, Engine.GLUE, LaunchedJobs.MANIFEST, TOKEN);

        assertThatThrownBy(() -> launched.launching().launch(request)).isInstanceOf(IllegalArgumentException.class);
        assertThat(launched.runs(Engine.GLUE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RunSparkJob", "JudgeBigFiles"})
    void servesTheExampleEvents(String event) throws IOException {
        var output = new ByteArrayOutputStream();
        new LaunchJobHandler(launched.launching())
                .handleRequest(Events.stream(event, Map.of("Oid", "0".repeat(64))), output, new LambdaContext());

        assertThat(Json.MAPPER
                        .readTree(output.toString(StandardCharsets.UTF_8))
                        .path("state")
                        .asText())
                .isEqualTo("RUNNING");
        assertThat(List.of(output.toString(StandardCharsets.UTF_8))).noneMatch(o -> o.contains("task-token"));
    }
}
