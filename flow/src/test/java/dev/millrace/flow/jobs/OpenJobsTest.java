package dev.millrace.flow.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryTaskTokens.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Jobs of which no event told.
class OpenJobsTest {
    private static final JobMark MARK = new JobMark("curate-orders-20261121T020000Z", 1);
    private static final String GLUE_JOB = "curate";
    private static final String APPLICATION = "00f1982r1uukb925";
    private static final String TOKEN = "the-token";
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final DynamoJobs jobs = new DynamoJobs(aws.client(DynamoDbClient.builder()), aws.auditTable());
    private final GlueClient glue = aws.client(GlueClient.builder());
    private final EmrServerlessClient emr = aws.client(EmrServerlessClient.builder());
    private final Engines engines = new Engines(Map.of(
            Engine.GLUE, new GlueJobRuns(glue, GLUE_JOB),
            Engine.EMR_SERVERLESS, new EmrJobRuns(emr, APPLICATION)));
    private final JobHandOver handOver =
            new JobHandOver(jobs, new StepFunctionsWaitingTasks(aws.client(SfnClient.builder())), clock);
    private final OpenJobs openJobs = new OpenJobs(jobs, engines, handOver, clock);

    OpenJobsTest() {
        aws.glueJobs().job(GLUE_JOB, 5);
        aws.emrServerless().application(APPLICATION);
        aws.stepFunctions().tokens().await(TOKEN);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource
    void handsTheResultOfARunOverThatEndedUnheard(Engine engine) {
        Job job = running(engine);
        end(job, false);

        assertThat(mend(GRACE)).isTrue();

        assertThat(now().state()).isEqualTo(JobState.FAILED);
        assertThat(answer().error()).isEqualTo("JobFailed");
        assertThat(answer().cause()).contains("a wrong row");
        assertThat(openJobs.ids()).isEmpty();
        assertThat(mend(GRACE)).isFalse();
    }

    @Test
    void leavesAJobWhoseEventMayStillCome() {
        Job job = running(Engine.GLUE);
        end(job, true);

        assertThat(mend(Duration.ZERO)).isFalse();
        assertThat(now()).isEqualTo(job);
    }

    @ParameterizedTest
    @EnumSource
    void leavesAJobThatRuns(Engine engine) {
        Job job = running(engine);

        assertThat(mend(Duration.ofDays(1))).isFalse();
        assertThat(now()).isEqualTo(job);
        assertThat(openJobs.ids()).containsExactly(MARK.job());
    }

    /// Whoever wrote it down died before he handed it over.
    @Test
    void handsAResultOverThatWasWrittenDownOnly() {
        Job job = running(Engine.GLUE);
        jobs.write(job, job.ended(status(job, RunStatus.Phase.SUCCEEDED), clock.instant()));

        assertThat(mend(GRACE)).isTrue();

        assertThat(answer().output()).contains(MARK.job());
        assertThat(openJobs.ids()).isEmpty();
    }

    @Test
    void closesAJobForWhichNobodyWaits() {
        Job job = running(Engine.GLUE);
        end(job, true);
        aws.stepFunctions().tokens().timeOut(TOKEN);

        assertThat(mend(GRACE)).isTrue();

        assertThat(now().handOver()).isEqualTo(HandOver.REFUSED);
        assertThat(openJobs.ids()).isEmpty();
    }

    /// Its launcher died between the launch and writing down the run.
    @ParameterizedTest
    @EnumSource
    void findsTheRunOfALaunchThatWasLeftUndone(Engine engine) {
        launching(engine);
        String run = start(engine);

        assertThat(mend(GRACE)).isTrue();

        assertThat(now().state()).isEqualTo(JobState.RUNNING);
        assertThat(now().run()).extracting(r -> Objects.requireNonNull(r).id()).isEqualTo(run);
        assertThat(jobs.ofRun(engine, run)).contains(MARK.job());
        assertThat(openJobs.ids()).containsExactly(MARK.job());
    }

    @ParameterizedTest
    @EnumSource
    void handsTheResultOverOfALaunchThatWasLeftUndone(Engine engine) {
        launching(engine);
        String run = start(engine);
        end(engine, run, true);

        assertThat(mend(GRACE)).isTrue();

        assertThat(now().handOver()).isEqualTo(HandOver.DONE);
        assertThat(answer().output()).contains(run);
    }

    @Test
    void leavesALaunchToItsLauncher() {
        launching(Engine.GLUE, GRACE);
        clock.pass(GRACE.minusSeconds(1));

        assertThat(openJobs.mend(MARK.job(), clock.instant())).isFalse();
        assertThat(openJobs.ids()).containsExactly(MARK.job());
    }

    /// A state that launches again comes with a token of its own.
    @Test
    void closesALaunchThatNeverCameToBe() {
        Job launching = launching(Engine.GLUE);

        assertThat(mend(GRACE)).isTrue();

        assertThat(now().state()).isEqualTo(JobState.LAUNCHING);
        assertThat(openJobs.ids()).isEmpty();
        assertThat(aws.stepFunctions().tokens().answers()).isEmpty();
        assertThat(jobs.write(
                        now(),
                        now().takenOver(new TaskToken("another"), new Lease("b", clock.instant()), clock.instant())))
                .isPresent();
        assertThat(openJobs.ids()).containsExactly(launching.mark().job());
    }

    @Test
    void failsAJobWhoseRunItsEngineForgot() {
        Job job = running(Engine.GLUE);
        aws.glueJobs().forget(runOf(job));

        assertThatThrownBy(() -> openJobs.asked(job)).isInstanceOf(ServiceFault.class);
        assertThat(mend(GRACE)).isTrue();
        assertThat(now().state()).isEqualTo(JobState.FAILED);
        assertThat(answer().cause()).contains("no longer knows the run");
    }

    @Test
    void asksOfNoJobThatHasNoRunYet() {
        Job launching = launching(Engine.GLUE);

        assertThatThrownBy(() -> openJobs.asked(launching)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsNothingOfAnotherJob() {
        assertThat(openJobs.mend("another", clock.instant())).isFalse();
    }

    /// A waiting state came with a new token while the result went to the old one.
    @Test
    void leavesAResultToWhoeverCameWithANewToken() {
        Job job = running(Engine.GLUE);
        Job ended = jobs.write(job, job.ended(status(job, RunStatus.Phase.SUCCEEDED), clock.instant()))
                .orElseThrow();
        aws.stepFunctions().tokens().await("new-token");
        Job attached = jobs.write(ended, ended.attached(new TaskToken("new-token"), clock.instant()))
                .orElseThrow();

        assertThat(handOver.handedOver(ended)).isEqualTo(attached);
        assertThat(handOver.handedOver(attached).handOver()).isEqualTo(HandOver.DONE);
        assertThat(aws.stepFunctions().tokens().answers())
                .extracting(Answer::token)
                .containsExactly(TOKEN, "new-token");
    }

    @Test
    void givesUpWritingARecordThatOthersKeepChanging() {
        Job job = running(Engine.GLUE);
        Jobs changing = new ChangingJobs(jobs);
        var busy = new JobHandOver(changing, new StepFunctionsWaitingTasks(aws.client(SfnClient.builder())), clock);

        assertThatThrownBy(() -> busy.ended(job, status(job, RunStatus.Phase.SUCCEEDED)))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("changed 5 times");
    }

    private boolean mend(Duration age) {
        clock.pass(age);
        return openJobs.mend(MARK.job(), clock.instant());
    }

    private Job launching(Engine engine) {
        return launching(engine, Duration.ZERO);
    }

    private Job launching(Engine engine, Duration held) {
        var lease = new Lease("a launcher", clock.instant().plus(held));
        return jobs.write(
                        null,
                        Job.launching(
                                MARK, engine, "s3://b/m.json", new TaskToken(TOKEN), lease, clock.instant(), null))
                .orElseThrow();
    }

    private Job running(Engine engine) {
        Job launching = launching(engine);
        return jobs.write(launching, launching.running(new Run(start(engine), "its log"), clock.instant()))
                .orElseThrow();
    }

    private String start(Engine engine) {
        return switch (engine) {
            case GLUE ->
                glue.startJobRun(s -> s.jobName(GLUE_JOB).arguments(Map.of(JobMark.ARGUMENT, MARK.toString())))
                        .jobRunId();
            case EMR_SERVERLESS ->
                emr.startJobRun(s -> s.applicationId(APPLICATION)
                                .clientToken(MARK.clientToken())
                                .name(MARK.toString())
                                .executionRoleArn("arn:aws:iam::111122223333:role/job")
                                .jobDriver(d -> d.sparkSubmit(p -> p.entryPoint("s3://code/job.py")
                                        .entryPointArguments(JobMark.ARGUMENT, MARK.toString()))))
                        .jobRunId();
        };
    }

    private void end(Job job, boolean well) {
        end(job.engine(), runOf(job), well);
    }

    private void end(Engine engine, String run, boolean well) {
        switch (engine) {
            case GLUE -> aws.glueJobs().move(run, well ? "SUCCEEDED" : "FAILED", well ? null : "a wrong row");
            case EMR_SERVERLESS ->
                aws.emrServerless().move(run, well ? "SUCCESS" : "FAILED", well ? "" : "a wrong row");
        }
    }

    private static String runOf(Job job) {
        return Objects.requireNonNull(job.run()).id();
    }

    private static RunStatus status(Job job, RunStatus.Phase phase) {
        return new RunStatus(Objects.requireNonNull(job.run()), null, phase, phase.name(), null);
    }

    private Job now() {
        return jobs.find(MARK.job()).orElseThrow();
    }

    private Answer answer() {
        assertThat(aws.stepFunctions().tokens().answers()).hasSize(1);
        return aws.stepFunctions().tokens().answers().getFirst();
    }

    /// Records that somebody else writes before each write.
    private record ChangingJobs(Jobs jobs) implements Jobs {
        @Override
        public Optional<Job> find(String job) {
            return jobs.find(job);
        }

        @Override
        public Optional<String> ofRun(Engine engine, String runId) {
            return jobs.ofRun(engine, runId);
        }

        @Override
        public Optional<Job> write(@Nullable Job seen, Job next) {
            Job there = jobs.find(next.mark().job()).orElseThrow();
            jobs.write(there, there.attached(there.token(), there.changed().plusSeconds(1)));
            return jobs.write(seen, next);
        }

        @Override
        public List<String> open() {
            return jobs.open();
        }
    }
}
