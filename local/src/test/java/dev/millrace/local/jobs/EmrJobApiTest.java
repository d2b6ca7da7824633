package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/// EMR Serverless by AWS's own client.
class EmrJobApiTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/spark";

    private final TestServer server = new TestServer();
    private final EmrServerlessClient emr = server.impatientEmr();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneApplicationIsAlwaysThereAndOthersCanBeMade() {
        assertThat(emr.getApplication(g -> g.applicationId(JobServer.EMR_APPLICATION))
                        .application()
                        .type())
                .isEqualTo("Spark");

        String id = emr.createApplication(c -> c.clientToken("t")
                        .name("mine")
                        .releaseLabel("emr-7.0.0")
                        .type("SPARK"))
                .applicationId();

        assertThat(emr.createApplication(c -> c.clientToken("t")
                                .name("mine")
                                .releaseLabel("emr-7.0.0")
                                .type("SPARK"))
                        .applicationId())
                .isEqualTo(id);
        assertThat(emr.getApplication(g -> g.applicationId(id)).application().releaseLabel())
                .isEqualTo("emr-7.0.0");
        assertThatThrownBy(() -> emr.getApplication(g -> g.applicationId("00none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void runsTheProgramThatTheRequestNames() {
        String id = start("token-1");
        awaitState(id, JobRunState.RUNNING);
        server.programs.end.complete(0);
        awaitState(id, JobRunState.SUCCESS);

        JobWork work = server.programs.started.getFirst();
        assertThat(work.program()).isEqualTo("s3://artifacts/job.py");
        assertThat(work.arguments()).containsExactly("--manifest", "s3://staging/m.json");
        assertThat(work.jars()).containsExactly("s3://artifacts/a.jar");
        assertThat(work.settings()).containsEntry("spark.sql.session.timeZone", "UTC");
        assertThat(work.role()).isEqualTo(ROLE);
        assertThat(get(id).jobDriver().sparkSubmit().entryPointArguments())
                .containsExactly("--manifest", "s3://staging/m.json");
        assertThat(get(id).endedAt()).isNotNull();
    }

    @Test
    void aClientTokenStartsOneRunHoweverOftenItIsSent() {
        String id = start("token-1");

        assertThat(start("token-1")).isEqualTo(id);
        assertThat(start("token-2")).isNotEqualTo(id);
        assertThatThrownBy(() -> emr.startJobRun(request("token-1", r -> r.name("other"))))
                .isInstanceOf(ConflictException.class);
        assertThat(list()).hasSize(2);
    }

    @Test
    void aStartWhoseAnswerIsLostIsFoundAgainByItsToken() {
        server.fault("{\"kind\": \"START_JOB_RUN_ANSWER_LOST\"}");
        assertThatThrownBy(() -> start("token-1")).isInstanceOf(SdkClientException.class);

        String id = start("token-1");

        assertThat(list()).extracting(JobRunSummary::id).containsExactly(id);
    }

    @Test
    void aRunIsCancelledOnce() {
        String id = start("token-1");
        awaitState(id, JobRunState.RUNNING);

        emr.cancelJobRun(c -> c.applicationId(JobServer.EMR_APPLICATION).jobRunId(id));

        awaitState(id, JobRunState.CANCELLED);
        assertThatThrownBy(() -> emr.cancelJobRun(
                        c -> c.applicationId(JobServer.EMR_APPLICATION).jobRunId(id)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void aRunThatFailsSaysWhy() {
        server.programs.end.complete(1);

        String id = start("token-1");

        awaitState(id, JobRunState.FAILED);
        assertThat(get(id).stateDetails()).isEqualTo("ValueError: the last words");
    }

    @Test
    void listsRunsNewestFirstByStateAndInPages() {
        List<String> ids = List.of(start("a"), start("b"), start("c"));
        emr.cancelJobRun(c -> c.applicationId(JobServer.EMR_APPLICATION).jobRunId(ids.getFirst()));
        awaitState(ids.getFirst(), JobRunState.CANCELLED);

        assertThat(list()).extracting(JobRunSummary::id).isEqualTo(ids.reversed());
        assertThat(emr.listJobRuns(
                                l -> l.applicationId(JobServer.EMR_APPLICATION).states(JobRunState.CANCELLED))
                        .jobRuns())
                .extracting(JobRunSummary::id)
                .containsExactly(ids.getFirst());
        assertThat(emr.listJobRunsPaginator(
                                l -> l.applicationId(JobServer.EMR_APPLICATION).maxResults(2))
                        .jobRuns())
                .extracting(JobRunSummary::id)
                .isEqualTo(ids.reversed());
    }

    @Test
    void everyChangeIsToldAsEventBridgeTellsIt() {
        String id = start("token-1");
        server.programs.end.complete(0);
        await().until(() -> server.events.size() == 4);

        assertThat(server.events)
                .extracting(event -> event.path("detail"))
                .extracting(detail -> detail.path("previousState").asText() + " "
                        + detail.path("state").asText())
                .containsExactly("SUBMITTED PENDING", "PENDING SCHEDULED", "SCHEDULED RUNNING", "RUNNING SUCCESS");
        JsonNode last = server.events.getLast();
        assertThat(last.path("source").asText()).isEqualTo("aws.emr-serverless");
        assertThat(last.path("detail-type").asText()).isEqualTo("EMR Serverless Job Run State Change");
        assertThat(last.path("detail").properties())
                .extracting(property -> property.getKey())
                .containsExactly(
                        "jobRunId",
                        "applicationId",
                        "arn",
                        "releaseLabel",
                        "state",
                        "previousState",
                        "createdBy",
                        "updatedAt",
                        "createdAt");
        assertThat(last.path("detail").path("jobRunId").asText()).isEqualTo(id);
    }

    @Test
    void startsCanBeThrottled() {
        server.fault("{\"kind\": \"START_JOB_RUN_THROTTLED\"}");

        assertThatThrownBy(() -> start("token-1"))
                .isInstanceOfSatisfying(
                        EmrServerlessException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
    }

    @Test
    void aNewRunAfterAnEndedOneRunsAgain() {
        server.programs.end = CompletableFuture.completedFuture(0);
        awaitState(start("a"), JobRunState.SUCCESS);
        awaitState(start("b"), JobRunState.SUCCESS);

        assertThat(server.programs.started).hasSize(2);
    }

    @Test
    void knowsNoOtherApplicationsAndRuns() {
        assertThatThrownBy(() -> get("00none")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> emr.startJobRun(request("t", r -> r.applicationId("00none"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private String start(String token) {
        return emr.startJobRun(request(token, r -> r)).jobRunId();
    }

    private static StartJobRunRequest request(String token, UnaryOperator<StartJobRunRequest.Builder> more) {
        return more.apply(StartJobRunRequest.builder()
                        .applicationId(JobServer.EMR_APPLICATION)
                        .clientToken(token)
                        .executionRoleArn(ROLE)
                        .jobDriver(d -> d.sparkSubmit(s -> s.entryPoint("s3://artifacts/job.py")
                                .entryPointArguments("--manifest", "s3://staging/m.json")
                                .sparkSubmitParameters(
                                        "--jars s3://artifacts/a.jar --conf" + " spark.sql.session.timeZone=UTC"))))
                .build();
    }

    private JobRun get(String id) {
        return emr.getJobRun(g -> g.applicationId(JobServer.EMR_APPLICATION).jobRunId(id))
                .jobRun();
    }

    private List<JobRunSummary> list() {
        return emr.listJobRuns(l -> l.applicationId(JobServer.EMR_APPLICATION)).jobRuns();
    }

    private void awaitState(String id, JobRunState state) {
        await().until(() -> get(id).state() == state);
    }
}
