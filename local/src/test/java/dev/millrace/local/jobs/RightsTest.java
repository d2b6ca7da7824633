package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.S3Target;

/// What callers must be allowed to do.
class RightsTest {
    private static final String GLUE = "arn:aws:glue:us-east-1:000000000000:";
    private static final String EMR = "arn:aws:emr-serverless:us-east-1:000000000000:/applications/";

    private final TestServer server = new TestServer();
    private final GlueClient glue = server.impatientGlue();
    private final EmrServerlessClient emr = server.impatientEmr();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCrawlerNeedsTheRightToItAndToPassItsRole() {
        create();

        assertThat(server.guard.asked)
                .containsExactly(
                        new Right("glue:CreateCrawler", GLUE + "crawler/orders", Map.of()),
                        new Right(
                                "iam:PassRole",
                                "arn:aws:iam::000000000000:role/service/crawler",
                                Map.of("iam:PassedToService", "glue.amazonaws.com")));
    }

    @Test
    void aJobRunNeedsTheRightToItsJobOrApplication() {
        server.define("curate", 1, Duration.ofHours(1));
        glue.startJobRun(s -> s.jobName("curate"));
        String role = "arn:aws:iam::000000000000:role/spark";
        String run = emr.startJobRun(s -> s.applicationId(JobServer.EMR_APPLICATION)
                        .clientToken("t")
                        .executionRoleArn(role)
                        .jobDriver(d -> d.sparkSubmit(p -> p.entryPoint("s3://artifacts/job.py"))))
                .jobRunId();
        emr.getJobRun(g -> g.applicationId(JobServer.EMR_APPLICATION).jobRunId(run));

        assertThat(server.guard.asked)
                .containsExactly(
                        new Right("glue:StartJobRun", GLUE + "job/curate", Map.of()),
                        new Right("emr-serverless:StartJobRun", EMR + JobServer.EMR_APPLICATION, Map.of()),
                        new Right("iam:PassRole", role, Map.of("iam:PassedToService", "emr-serverless.amazonaws.com")),
                        new Right(
                                "emr-serverless:GetJobRun",
                                EMR + JobServer.EMR_APPLICATION + "/jobruns/" + run,
                                Map.of()));
    }

    @Test
    void whatIsForbiddenIsNotDone() {
        server.guard.forbidden.add("iam:PassRole");
        assertThatThrownBy(this::create).isInstanceOf(AccessDeniedException.class);
        server.guard.forbidden.add("emr-serverless:GetApplication");
        assertThatThrownBy(() -> emr.getApplication(g -> g.applicationId(JobServer.EMR_APPLICATION)))
                .isInstanceOf(EmrServerlessException.class)
                .hasMessageContaining("not authorized");

        server.guard.forbidden.clear();
        create();
    }

    private void create() {
        glue.createCrawler(c -> c.name("orders")
                .role("service/crawler")
                .targets(t -> t.s3Targets(
                        S3Target.builder().path("s3://lake/staging/orders/").build())));
    }
}
