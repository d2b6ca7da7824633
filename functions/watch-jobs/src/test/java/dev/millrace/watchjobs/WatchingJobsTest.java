package dev.millrace.watchjobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.StepFunctionsWaitingTasks;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.GuardedHttp;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryTaskTokens.Answer;
import dev.millrace.testing.aws.RolePolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The events are those that AWS publishes as examples, of our runs.
class WatchingJobsTest {
    private static final JobMark MARK = new JobMark("curate-event_orders-20261121T020000Z", 1);
    private static final String MANIFEST = "s3://staged/m.json";
    private static final String GLUE_JOB = "millrace-spark";
    private static final String APPLICATION = "00f1982r1uukb925";
    private static final String TOKEN = "the-token";

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final FaultyHttp way = new FaultyHttp(aws, clock);
    private final GuardedHttp guarded = GuardedHttp.strict(
            way, RolePolicy.of(Template.read(), "WatchJobsFunction", Map.of("AuditTable.Arn", aws.auditTableArn())));
    private final DynamoJobs jobs = new DynamoJobs(once(DynamoDbClient.builder()), aws.auditTable());
    private final GlueClient glue = aws.client(GlueClient.builder());
    private final EmrServerlessClient emr = aws.client(EmrServerlessClient.builder());
    private final WatchJobsHandler handler;

    WatchingJobsTest() {
        aws.glueJobs().job(GLUE_JOB, 3);
        aws.emrServerless().application(APPLICATION);
        aws.stepFunctions().tokens().await(TOKEN);
        var engines = new Engines(Map.of(
                Engine.GLUE, new GlueJobRuns(once(GlueClient.builder()), GLUE_JOB),
                Engine.EMR_SERVERLESS, new EmrJobRuns(once(EmrServerlessClient.builder()), APPLICATION)));
        var handOver = new JobHandOver(jobs, new StepFunctionsWaitingTasks(once(SfnClient.builder())), clock);
        handler = new WatchJobsHandler(new Watching(
                jobs, engines, handOver, Map.of(Engine.GLUE, GLUE_JOB, Engine.EMR_SERVERLESS, APPLICATION)));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C once(B builder) {
        return InMemoryAws.client(
                builder.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())), guarded);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource
    void handsTheResultOfAJobThatSucceededOver(Engine engine) throws IOException {
        String run = running(engine);

        assertThat(hear(engine, run, good(engine)))
                .isEqualTo(new WatchAnswer(run, MARK.job(), JobState.SUCCEEDED, HandOver.DONE));

        JsonNode output = Json.MAPPER.readTree(answer().output());
        assertThat(output.path("job").asText()).isEqualTo(MARK.job());
        assertThat(output.path("fence").asLong()).isEqualTo(1);
        assertThat(output.path("runId").asText()).isEqualTo(run);
        assertThat(output.path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(output.path("reason").asText()).contains(run, "its log");
        assertThat(jobs.open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMEOUT", "STOPPED", "ERROR", "EXPIRED"})
    void handsAFailureOfGlueOverWithItsMessage(String state) throws IOException {
        String run = running(Engine.GLUE);

        assertThat(hear(Engine.GLUE, run, state, "JobName:MyJob failed\nto execute")
                        .state())
                .isEqualTo(JobState.FAILED);

        assertThat(answer().error()).isEqualTo("JobFailed");
        assertThat(answer().cause())
                .contains(
                        MARK.toString(),
                        "Glue run " + run,
                        state,
                        "JobName:MyJob failed\\u000Ato execute",
                        "/aws-glue/jobs-role-security/error");
        assertThat(job().reason()).isNotNull();
    }

    @Test
    void saysRatherWhatGlueSaysOfAFailedRunThanWhatItsEventTells() throws IOException {
        String run = running(Engine.GLUE);
        aws.glueJobs().move(run, "FAILED", "Error: column amount is gone");

        hear(Engine.GLUE, run, "FAILED", "JobName:MyJob failed to execute");

        assertThat(answer().cause()).contains("column amount is gone").doesNotContain("MyJob");
    }

    /// Its event does not tell why: the service is asked.
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELLED"})
    @Tag("H100")
    void handsAFailureOfEmrServerlessOverWithWhatTheServiceSays(String state) throws IOException {
        String run = running(Engine.EMR_SERVERLESS);
        aws.emrServerless().move(run, state, "Job failed, please check complete logs");

        assertThat(hear(Engine.EMR_SERVERLESS, run, state).state()).isEqualTo(JobState.FAILED);

        assertThat(answer().cause()).contains("EMR Serverless run " + run, state, "please check complete logs");
    }

    /// The service may show for a moment what its event has left behind.
    @Test
    void believesAnEventMoreThanALateService() throws IOException {
        String run = running(Engine.EMR_SERVERLESS);

        assertThat(hear(Engine.EMR_SERVERLESS, run, "FAILED").state()).isEqualTo(JobState.FAILED);
        assertThat(answer().cause()).contains("ended as FAILED");
    }

    @ParameterizedTest
    @CsvSource({
        "GLUE, STARTING",
        "GLUE, RUNNING",
        "GLUE, STOPPING",
        "GLUE, WAITING",
        "EMR_SERVERLESS, SUBMITTED",
        "EMR_SERVERLESS, PENDING",
        "EMR_SERVERLESS, SCHEDULED",
        "EMR_SERVERLESS, RUNNING",
        "EMR_SERVERLESS, CANCELLING",
        "EMR_SERVERLESS, QUEUED",
        "EMR_SERVERLESS, A_STATE_OF_TOMORROW"
    })
    @Tag("H100")
    void passesOverAChangeThatIsNoEnd(Engine engine, String state) throws IOException {
        String run = running(engine);

        assertThat(hear(engine, run, state)).isEqualTo(WatchAnswer.nothing(run));
        assertThat(job().state()).isEqualTo(JobState.RUNNING);
        assertThat(aws.stepFunctions().tokens().answers()).isEmpty();
    }

    /// Before its launcher has written down which run it is.
    @ParameterizedTest
    @EnumSource
    void knowsARunByItsMarkWhoseEventCameEarly(Engine engine) throws IOException {
        launching(engine);
        String run = start(engine, MARK.toString());
        end(engine, run);

        assertThat(hear(engine, run, good(engine)).handOver()).isEqualTo(HandOver.DONE);

        assertThat(job().run()).isNotNull().extracting(Run::id).isEqualTo(run);
        assertThat(jobs.ofRun(engine, run)).contains(MARK.job());
        assertThat(aws.stepFunctions().tokens().answers()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void changesNothingWhenItHearsOfItAgain(Engine engine) throws IOException {
        String run = running(engine);
        hear(engine, run, good(engine));
        Job done = job();

        clock.pass(Duration.ofHours(1));
        assertThat(hear(engine, run, good(engine)).handOver()).isEqualTo(HandOver.DONE);

        assertThat(job()).isEqualTo(done);
        assertThat(aws.stepFunctions().tokens().answers()).hasSize(1);
    }

    @Test
    void keepsAResultThatNobodyWaitsForAnyMore() throws IOException {
        String run = running(Engine.GLUE);
        aws.stepFunctions().tokens().timeOut(TOKEN);

        assertThat(hear(Engine.GLUE, run, "SUCCEEDED").handOver()).isEqualTo(HandOver.REFUSED);
        assertThat(job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.open()).isEmpty();
    }

    @Test
    void passesOverRunsOfOthers() throws IOException {
        running(Engine.GLUE);
        String byHand = start(Engine.GLUE, null);
        String unknown = start(Engine.GLUE, "another#1");

        assertThat(hear(Engine.GLUE, byHand, "SUCCEEDED").job()).isNull();
        assertThat(hear(Engine.GLUE, unknown, "FAILED").job()).isNull();
        assertThat(handle(Events.text("WatchJobs", place())).job()).isNull();
        assertThat(aws.stepFunctions().tokens().answers()).isEmpty();
    }

    @Test
    void passesOverRunsOfOtherJobsAndApplicationsWithoutACall() throws IOException {
        String run = running(Engine.GLUE);
        int calls = way.calls().size();

        assertThat(handle(Events.text("WatchJobs", place())).job()).isNull();
        ObjectNode other = event(Engine.EMR_SERVERLESS, run, "SUCCESS");
        other.withObject("/detail").put("applicationId", "another");
        assertThat(handle(other.toString()).job()).isNull();
        assertThat(way.calls()).hasSize(calls);
    }

    /// Somebody started it by hand with the arguments of ours.
    @Test
    void takesNoOtherRunWithTheMarkForTheJobs() throws IOException {
        running(Engine.GLUE);
        String copy = start(Engine.GLUE, MARK.toString());

        assertThat(hear(Engine.GLUE, copy, "FAILED").job()).isNull();
        assertThat(job().state()).isEqualTo(JobState.RUNNING);
    }

    /// A later launch has taken its place.
    @Test
    void leavesALaterLaunchAloneWhenAnEarlierRunEnds() throws IOException {
        String older = running(Engine.GLUE);
        Job seen = job();
        Job later = launching(new JobMark(MARK.job(), 2), Engine.GLUE, seen);

        assertThat(hear(Engine.GLUE, older, "STOPPED").job()).isNull();

        assertThat(job()).isEqualTo(later);
        assertThat(aws.stepFunctions().tokens().answers()).isEmpty();
    }

    @Test
    void asksAgainLaterAboutARunThatItsServiceDoesNotKnow() {
        assertThatThrownBy(() -> hear(Engine.GLUE, "jr_0", "SUCCEEDED")).isInstanceOf(ServiceFault.class);
    }

    @Test
    void refusesAnEventOfSomethingElse() {
        String event = Events.text("WatchJobs", place()).replace("Glue Job State Change", "Glue Crawler State Change");

        assertThatThrownBy(() -> handle(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Glue Crawler State Change");
    }

    /// Lambda delivers an event again whose function failed.
    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER", "THROTTLED", "UNAVAILABLE_503"})
    void handsOverWhicheverCallFails(FaultMode mode) throws IOException {
        int calls = 0;
        for (int call = 1; call <= 5; call++) {
            String token = aws.stepFunctions().tokens().await("token-" + call);
            var mark = new JobMark("job-%s-%d".formatted(mode, call), 1);
            Job launching = launching(mark, Engine.GLUE, null, token);
            String run = start(Engine.GLUE, mark.toString());
            jobs.write(launching, launching.running(new Run(run, "its log"), clock.instant()));
            int before = way.calls().size();
            way.arm(new FaultyHttp.Fault(before + call, mode, 1));

            try {
                hear(Engine.GLUE, run, "SUCCEEDED");
            } catch (SdkException | ServiceFault e) {
                hear(Engine.GLUE, run, "SUCCEEDED");
            }
            Job job = jobs.find(mark.job()).orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(job.open()).isFalse();
            assertThat(aws.stepFunctions().tokens().answers())
                    .filteredOn(a -> a.token().equals(token))
                    .hasSize(1);
            calls += way.fired();
            aws.glueJobs().move(run, "SUCCEEDED", null);
        }
        assertThat(calls)
                .as("%s", way.calls().stream().map(AwsCall::operation).toList())
                .isEqualTo(5);
    }

    private static String good(Engine engine) {
        return engine == Engine.GLUE ? "SUCCEEDED" : "SUCCESS";
    }

    /// Of a job whose launcher has written down its run.
    private String running(Engine engine) {
        Job launching = launching(engine);
        String run = start(engine, MARK.toString());
        jobs.write(launching, launching.running(new Run(run, "its log"), clock.instant()));
        return run;
    }

    private Job launching(Engine engine) {
        return launching(MARK, engine, null);
    }

    private Job launching(JobMark mark, Engine engine, @Nullable Job before) {
        return launching(mark, engine, before, TOKEN);
    }

    private Job launching(JobMark mark, Engine engine, @Nullable Job before, String token) {
        var lease = new Lease("a launcher", clock.instant());
        return jobs.write(
                        before,
                        Job.launching(mark, engine, MANIFEST, new TaskToken(token), lease, clock.instant(), before))
                .orElseThrow();
    }

    private String start(Engine engine, @Nullable String mark) {
        if (engine == Engine.GLUE) {
            Map<String, String> arguments = mark == null ? Map.of() : Map.of(JobMark.ARGUMENT, mark);
            return glue.startJobRun(s -> s.jobName(GLUE_JOB).arguments(arguments))
                    .jobRunId();
        }
        return emr.startJobRun(s -> s.applicationId(APPLICATION)
                        .clientToken("a-token")
                        .executionRoleArn("arn:aws:iam::111122223333:role/job")
                        .jobDriver(d -> d.sparkSubmit(p ->
                                p.entryPoint("s3://code/job.py").entryPointArguments(JobMark.ARGUMENT, "" + mark))))
                .jobRunId();
    }

    private void end(Engine engine, String run) {
        if (engine == Engine.GLUE) {
            aws.glueJobs().move(run, "SUCCEEDED", null);
        } else {
            aws.emrServerless().move(run, "SUCCESS", "");
        }
    }

    private WatchAnswer hear(Engine engine, String run, String state) throws IOException {
        return handle(event(engine, run, state).toString());
    }

    private WatchAnswer hear(Engine engine, String run, String state, String message) throws IOException {
        ObjectNode event = event(engine, run, state);
        event.withObject("/detail").put("message", message);
        return handle(event.toString());
    }

    private static ObjectNode event(Engine engine, String run, String state) throws IOException {
        String name = engine == Engine.GLUE ? "WatchJobs" : "WatchJobsOfEmrServerless";
        var event = (ObjectNode) Json.MAPPER.readTree(Events.text(name, place()));
        ObjectNode detail = event.withObject("/detail").put("jobRunId", run).put("state", state);
        if (engine == Engine.GLUE) {
            detail.put("jobName", GLUE_JOB);
        }
        return event;
    }

    private static Map<String, String> place() {
        return Map.of("Account", "111122223333", "Region", "eu-central-1");
    }

    private WatchAnswer handle(String event) throws IOException {
        var output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext());
        return Json.MAPPER.readValue(output.toByteArray(), WatchAnswer.class);
    }

    private Answer answer() {
        List<Answer> answers = aws.stepFunctions().tokens().answers();
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().token()).isEqualTo(TOKEN);
        return answers.getFirst();
    }

    private Job job() {
        return jobs.find(MARK.job()).orElseThrow();
    }
}
