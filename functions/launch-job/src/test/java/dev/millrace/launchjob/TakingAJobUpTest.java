package dev.millrace.launchjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import dev.millrace.faults.StaleJob;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A job whose launch is taken up by `Await Job`, or whose place a later launch takes.
class TakingAJobUpTest {
    private static final String TOKEN = "first-token";
    private static final String SECOND = "second-token";

    private final LaunchedJobs launched = new LaunchedJobs();

    @AfterEach
    void close() {
        launched.close();
    }

    private Job await(Engine engine, long fence, String token) {
        return launched.launching().await(launched.request(engine, fence, token));
    }

    @ParameterizedTest
    @EnumSource
    void waitsOnForAJobThatRuns(Engine engine) {
        Job running = launched.launch(engine, 1, TOKEN);
        launched.aws.stepFunctions().tokens().timeOut(TOKEN);

        Job job = await(engine, 1, SECOND);

        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.run()).isEqualTo(running.run());
        launched.heard(true);
        assertThat(launched.answers())
                .singleElement()
                .satisfies(a -> assertThat(a.token()).isEqualTo(SECOND));
    }

    @ParameterizedTest
    @EnumSource
    void handsOverAtOnceWhatEndedUnheard(Engine engine) {
        Job running = launched.launch(engine, 1, TOKEN);
        launched.aws.stepFunctions().tokens().timeOut(TOKEN);
        launched.end(engine, Objects.requireNonNull(running.run()).id(), true);

        assertThat(await(engine, 1, SECOND).handOver()).isEqualTo(HandOver.DONE);
        assertThat(launched.answers())
                .singleElement()
                .satisfies(a -> assertThat(a.token()).isEqualTo(SECOND));
        assertThat(launched.isOpen()).isFalse();
    }

    /// A run may wait for hours for its turn, or be in a state that did not exist when this was written.
    @ParameterizedTest
    @CsvSource({"QUEUED", "PENDING", "A_STATE_OF_TOMORROW"})
    @Tag("H100")
    void waitsOnForAnEmrRunThatDoesNotBegin(String state) {
        Job queued = launched.launch(Engine.EMR_SERVERLESS, 1, TOKEN);
        String run = Objects.requireNonNull(queued.run()).id();
        launched.aws.emrServerless().move(run, state, "");

        for (int hour = 1; hour <= 24; hour++) {
            launched.clock.pass(Duration.ofHours(1));
            assertThat(await(Engine.EMR_SERVERLESS, 1, "token-" + hour).state()).isEqualTo(JobState.RUNNING);
        }

        assertThat(launched.runs(Engine.EMR_SERVERLESS)).containsExactly(run);
        assertThat(launched.answers()).isEmpty();
        launched.heard(true);
        assertThat(launched.answers())
                .singleElement()
                .satisfies(a -> assertThat(a.token()).isEqualTo("token-24"));
    }

    @Test
    @Tag("H100")
    void failsAJobWhoseEmrRunAPersonCancelledUnheard() {
        Job running = launched.launch(Engine.EMR_SERVERLESS, 1, TOKEN);
        String run = Objects.requireNonNull(running.run()).id();
        launched.aws.emrServerless().move(run, "CANCELLING", "");
        assertThat(await(Engine.EMR_SERVERLESS, 1, SECOND).state()).isEqualTo(JobState.RUNNING);
        launched.aws.emrServerless().move(run, "CANCELLED", "JobRun was cancelled by user request");

        assertThat(await(Engine.EMR_SERVERLESS, 1, "third-token").state()).isEqualTo(JobState.FAILED);

        assertThat(launched.answers()).singleElement().satisfies(a -> {
            assertThat(a.token()).isEqualTo("third-token");
            assertThat(a.cause()).contains(run, "CANCELLED", "cancelled by user request");
        });
        assertThat(launched.runs(Engine.EMR_SERVERLESS)).containsExactly(run);
    }

    /// Never a second job.
    @Test
    void takesUpALaunchThatWasLeftUndone() {
        launched.leftLaunching(Engine.GLUE, 1);
        launched.clock.pass(Launching.LEASE);

        assertThat(await(Engine.GLUE, 1, SECOND).state()).isEqualTo(JobState.RUNNING);
        assertThat(launched.runs(Engine.GLUE)).hasSize(1);
    }

    @Test
    void awaitsNothingThatWasNeverLaunched() {
        assertThatThrownBy(() -> await(Engine.GLUE, 1, TOKEN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never launched");
        launched.launch(Engine.GLUE, 1, TOKEN);
        assertThatThrownBy(() -> await(Engine.GLUE, 2, TOKEN)).isInstanceOf(IllegalStateException.class);
        assertThat(launched.runs(Engine.GLUE)).hasSize(1);
    }

    @Test
    void failsAJobWhoseRunItsEngineForgot() {
        Job running = launched.launch(Engine.GLUE, 1, TOKEN);
        launched.aws.glueJobs().forget(Objects.requireNonNull(running.run()).id());

        assertThatThrownBy(() -> await(Engine.GLUE, 1, SECOND)).isInstanceOf(ServiceFault.class);
        launched.clock.pass(Duration.ofMinutes(5));

        assertThat(await(Engine.GLUE, 1, "third-token").state()).isEqualTo(JobState.FAILED);
        assertThat(launched.answers())
                .singleElement()
                .satisfies(a -> assertThat(a.cause()).contains("no longer knows"));
    }

    @ParameterizedTest
    @EnumSource
    void stopsAnEarlierLaunchBeforeItTakesItsPlace(Engine engine) {
        Job older = launched.launch(engine, 1, TOKEN);
        String olderRun = Objects.requireNonNull(older.run()).id();

        assertThatThrownBy(() -> launched.launch(engine, 2, SECOND))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("told to stop");
        assertThat(launched.stateOf(engine, olderRun)).isIn("STOPPING", "CANCELLING");
        assertThatThrownBy(() -> launched.launch(engine, 2, SECOND)).isInstanceOf(ServiceFault.class);
        assertThat(launched.job()).isEqualTo(older);
        launched.end(engine, olderRun, false);

        Job newer = launched.launch(engine, 2, SECOND);
        assertThat(newer.mark().fence()).isEqualTo(2);
        assertThat(launched.runs(engine))
                .containsExactly(olderRun, Objects.requireNonNull(newer.run()).id());
        launched.heard(true);
        assertThat(launched.answers())
                .singleElement()
                .satisfies(a -> assertThat(a.token()).isEqualTo(SECOND));
    }

    @ParameterizedTest
    @EnumSource
    void takesThePlaceOfALaunchThatEnded(Engine engine) {
        launched.launch(engine, 1, TOKEN);
        launched.heard(false);
        assertThat(launched.isOpen()).isFalse();

        Job newer = launched.launch(engine, 2, SECOND);

        assertThat(newer.state()).isEqualTo(JobState.RUNNING);
        assertThat(newer.reason()).isNull();
        assertThat(launched.isOpen()).isTrue();
        assertThat(launched.runs(engine)).hasSize(2);
    }

    @Test
    void waitsForAnEarlierLauncherThatMayStillLive() {
        launched.leftLaunching(Engine.GLUE, 1);

        assertThatThrownBy(() -> launched.launch(Engine.GLUE, 2, SECOND))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("under way");
        launched.clock.pass(Launching.LEASE);

        assertThat(launched.launch(Engine.GLUE, 2, SECOND).mark().fence()).isEqualTo(2);
        assertThat(launched.runs(Engine.GLUE)).hasSize(1);
    }

    @Test
    void refusesALaunchWhosePlaceALaterOneHasTaken() {
        launched.launch(Engine.GLUE, 2, TOKEN);

        assertThatThrownBy(() -> launched.launch(Engine.GLUE, 1, SECOND))
                .isInstanceOf(StaleJob.class)
                .hasMessageContaining(LaunchedJobs.JOB + "#2");
        assertThatThrownBy(() -> await(Engine.GLUE, 1, SECOND)).isInstanceOf(StaleJob.class);
        assertThat(launched.job().token().text()).isEqualTo(TOKEN);
        assertThat(launched.runs(Engine.GLUE)).hasSize(1);
    }

    @Test
    void leavesALaterLaunchAloneWhenAnEarlierOneEnds() {
        Job older = launched.launch(Engine.GLUE, 1, TOKEN);
        String olderRun = Objects.requireNonNull(older.run()).id();
        launched.aws.glueJobs().move(olderRun, "STOPPED", null);
        Job newer = launched.launch(Engine.GLUE, 2, SECOND);

        assertThat(launched.handOver()
                        .ended(older, new RunStatus(older.run(), null, RunStatus.Phase.FAILED, "STOPPED", null)))
                .isEqualTo(newer);
        assertThat(launched.job()).isEqualTo(newer);
        assertThat(launched.answers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RunSparkJob, AwaitJob", "JudgeBigFiles, AwaitJudging"})
    void servesTheExampleEvents(String launch, String await) throws IOException {
        var oid = Map.of("Oid", "0".repeat(64));
        var handler = new LaunchJobHandler(launched.launching());
        handler.handleRequest(Events.stream(launch, oid), new ByteArrayOutputStream(), new LambdaContext());
        var output = new ByteArrayOutputStream();

        handler.handleRequest(Events.stream(await, oid), output, new LambdaContext());

        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"state\":\"RUNNING\"");
    }
}
