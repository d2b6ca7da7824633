package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/// Glue's job runs by AWS's own client.
class GlueJobApiTest {
    private static final String JOB = "curate";

    private final TestServer server = new TestServer();
    private final GlueClient glue = server.impatientGlue();

    @BeforeEach
    void define() {
        server.define(JOB, 1, Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void runsTheJobsProgramWithItsArgumentsAndThoseOfTheRun() {
        String id = start(Map.of("--mode", "special", "--manifest", "s3://staging/m.json"));
        awaitState(id, JobRunState.RUNNING);
        server.programs.end.complete(0);
        awaitState(id, JobRunState.SUCCEEDED);

        JobWork work = server.programs.started.getFirst();
        assertThat(work.program()).isEqualTo("s3://artifacts/job.py");
        assertThat(work.jars()).containsExactly("s3://artifacts/a.jar", "s3://artifacts/b.jar");
        assertThat(work.arguments())
                .containsExactly(
                        "--JOB_NAME",
                        JOB,
                        "--JOB_RUN_ID",
                        id,
                        "--manifest",
                        "s3://staging/m.json",
                        "--mode",
                        "special");
        assertThat(id).matches("jr_[0-9a-f]{64}");
        assertThat(server.programs.tidied).hasValue(1);
    }

    @Test
    void tellsOfTheRunsArgumentsWithoutTheJobsOwn() {
        String id = start(Map.of("--millrace-job", "abc#1"));

        assertThat(get(id).arguments()).isEqualTo(Map.of("--millrace-job", "abc#1"));
        assertThat(get(id).completedOn()).isNull();
        assertThat(get(id).errorMessage()).isNull();
    }

    @Test
    void aProgramThatFailsFailsTheRunWithItsLastWords() {
        server.programs.end.complete(1);

        String id = start(Map.of());

        awaitState(id, JobRunState.FAILED);
        assertThat(get(id).errorMessage()).isEqualTo("ValueError: the last words");
        assertThat(get(id).completedOn()).isNotNull();
    }

    @Test
    void aProgramThatCannotBeStartedFailsTheRun() {
        server.programs.refusal = "s3://artifacts/job.py cannot be fetched";

        String id = start(Map.of());

        awaitState(id, JobRunState.FAILED);
        assertThat(get(id).errorMessage()).contains("cannot be fetched");
    }

    @Test
    void aRunThatLastsTooLongIsTimedOut() {
        server.define(JOB, 1, Duration.ofMillis(1));

        String id = start(Map.of());

        awaitState(id, JobRunState.TIMEOUT);
        assertThat(server.programs.end).isCompletedWithValue(FakePrograms.KILLED);
    }

    @Test
    void aRunIsStoppedOnceAndAnUnknownOneIsNot() {
        String id = start(Map.of());
        awaitState(id, JobRunState.RUNNING);

        BatchStopJobRunResponse stopped =
                glue.batchStopJobRun(b -> b.jobName(JOB).jobRunIds(id, "jr_none"));

        assertThat(stopped.successfulSubmissions())
                .singleElement()
                .satisfies(one -> assertThat(one.jobRunId()).isEqualTo(id));
        assertThat(stopped.errors())
                .singleElement()
                .satisfies(one -> assertThat(one.errorDetail().errorCode()).isEqualTo("EntityNotFoundException"));
        awaitState(id, JobRunState.STOPPED);
        assertThat(glue.batchStopJobRun(b -> b.jobName(JOB).jobRunIds(id)).successfulSubmissions())
                .isEmpty();
    }

    @Test
    void runsNoMoreAtATimeThanTheJobAllows() {
        String first = start(Map.of());

        assertThatThrownBy(() -> start(Map.of())).isInstanceOf(ConcurrentRunsExceededException.class);

        server.programs.end.complete(0);
        awaitState(first, JobRunState.SUCCEEDED);
        assertThat(start(Map.of())).isNotEqualTo(first);
    }

    @Test
    void listsRunsNewestFirstInPages() {
        server.define(JOB, 3, Duration.ofHours(1));
        List<String> ids = List.of(start(Map.of()), start(Map.of()), start(Map.of()));

        assertThat(glue.getJobRuns(g -> g.jobName(JOB)).jobRuns())
                .extracting(JobRun::id)
                .isEqualTo(ids.reversed());
        assertThat(glue.getJobRunsPaginator(g -> g.jobName(JOB).maxResults(2)).stream())
                .hasSize(2)
                .flatExtracting(page -> page.jobRuns())
                .extracting(run -> run.id())
                .isEqualTo(ids.reversed());
        assertThatThrownBy(() -> glue.getJobRuns(g -> g.jobName(JOB).nextToken("x")))
                .isInstanceOf(GlueException.class);
    }

    @Test
    void knowsNoOtherJobsAndRuns() {
        assertThatThrownBy(() -> glue.startJobRun(s -> s.jobName("other"))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> get("jr_none")).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.getJobRuns(g -> g.jobName("other"))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void anEndIsToldAsEventBridgeTellsIt() {
        String id = start(Map.of());
        server.programs.end.complete(0);
        awaitEvents(1);

        var event = server.events.getFirst();
        assertThat(event.path("source").asText()).isEqualTo("aws.glue");
        assertThat(event.path("detail-type").asText()).isEqualTo("Glue Job State Change");
        assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(event.path("detail").toString())
                .isEqualTo(("{\"jobName\":\"curate\",\"severity\":\"INFO\",\"state\":\"SUCCEEDED\",\"jobRunId\":\"%s\","
                                + "\"message\":\"Job run succeeded\"}")
                        .formatted(id));
    }

    @Test
    void startsThatAreThrottledOrWhoseAnswerIsLostCanBeAskedFor() {
        server.fault("{\"kind\": \"START_JOB_RUN_THROTTLED\"}");
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
        assertThat(glue.getJobRuns(g -> g.jobName(JOB)).jobRuns()).isEmpty();

        server.fault("{\"kind\": \"START_JOB_RUN_ANSWER_LOST\"}");
        assertThatThrownBy(() -> start(Map.of("--millrace-job", "a#1"))).isInstanceOf(SdkClientException.class);
        assertThat(glue.getJobRuns(g -> g.jobName(JOB)).jobRuns())
                .singleElement()
                .satisfies(run -> assertThat(run.arguments()).containsEntry("--millrace-job", "a#1"));
    }

    @Test
    void aRunIsKilledWhenItsLogHasAText() {
        server.fault("{\"kind\": \"JOB_RUN_KILLED\", \"at\": \"switching\"}");
        String id = start(Map.of());
        awaitState(id, JobRunState.RUNNING);
        assertThat(server.programs.end).isNotDone();

        server.programs.logged = "now switching partitions";

        awaitState(id, JobRunState.FAILED);
        assertThat(get(id).errorMessage()).isEqualTo("Command failed with exit code 137");
    }

    @Test
    void aRunLastsUntilItIsStoppedWhenThatIsAskedFor() {
        server.fault("{\"kind\": \"JOB_RUN_LASTS\"}");
        String id = start(Map.of());
        awaitState(id, JobRunState.RUNNING);
        server.programs.end.complete(0);

        await().during(Duration.ofMillis(500)).until(() -> get(id).jobRunState() == JobRunState.RUNNING);
        glue.batchStopJobRun(b -> b.jobName(JOB).jobRunIds(id));

        awaitState(id, JobRunState.STOPPED);
    }

    @Test
    void aRunFailsWithoutItsProgramWhenThatIsAskedFor() {
        server.fault("{\"kind\": \"JOB_RUN_FAILS\", \"message\": \"no capacity\"}");

        String id = start(Map.of());

        awaitState(id, JobRunState.FAILED);
        assertThat(get(id).errorMessage()).isEqualTo("no capacity");
        assertThat(server.programs.started).isEmpty();
    }

    @Test
    void eventsGetLostComeLateTwiceAndEarlyWhenThatIsAskedFor() {
        server.fault("{\"kind\": \"EVENT_LOST\"}");
        awaitEnd();
        assertThat(server.events).isEmpty();

        server.fault("{\"kind\": \"EVENT_TWICE\"}");
        awaitEnd();
        awaitEvents(2);
        assertThat(server.events.get(0)).isEqualTo(server.events.get(1));

        server.fault("{\"kind\": \"EVENT_LATE\", \"seconds\": 1}");
        awaitEnd();
        assertThat(server.events).hasSize(2);
        awaitEvents(3);

        server.fault("{\"kind\": \"EVENT_EARLY\"}");
        String id = start(Map.of());
        assertThat(server.events).hasSize(4);
        assertThat(server.events.getLast().path("detail").path("jobRunId").asText())
                .isEqualTo(id);
    }

    private void awaitEnd() {
        server.programs.end = CompletableFuture.completedFuture(0);
        awaitState(start(Map.of()), JobRunState.SUCCEEDED);
    }

    private String start(Map<String, String> arguments) {
        return glue.startJobRun(s -> s.jobName(JOB).arguments(arguments)).jobRunId();
    }

    private JobRun get(String id) {
        return glue.getJobRun(g -> g.jobName(JOB).runId(id)).jobRun();
    }

    private void awaitState(String id, JobRunState state) {
        await().until(() -> get(id).jobRunState() == state);
    }

    private void awaitEvents(int count) {
        await().until(() -> server.events.size() == count);
    }
}
