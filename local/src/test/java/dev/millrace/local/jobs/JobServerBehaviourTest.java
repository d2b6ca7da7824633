package dev.millrace.local.jobs;

import static org.awaitility.Awaitility.await;

import dev.millrace.testing.aws.Behaviour;
import dev.millrace.testing.aws.CrawlerBehaviour;
import dev.millrace.testing.aws.EmrServerlessBehaviour;
import dev.millrace.testing.aws.GlueJobBehaviour;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CrawlerState;

/// The job server does what Millrace relies on of the services that it plays.
class JobServerBehaviourTest {
    private static final String JOB = "behaviour";
    private static final String ROLE = "arn:aws:iam::000000000000:role/job-role";

    private final TestServer server = new TestServer();
    private final GlueClient glue = server.impatientGlue();

    @AfterEach
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> crawlers() {
        return CrawlerBehaviour.of(glue, new CrawlerBehaviour.Place() {
                    @Override
                    public String role() {
                        return "crawler-role";
                    }

                    @Override
                    public String database() {
                        return "staging";
                    }

                    @Override
                    public String target() {
                        return "s3://lake/staging/behaviour/";
                    }

                    @Override
                    public void finish(String crawler) {
                        await().until(() ->
                                glue.getCrawler(g -> g.name(crawler)).crawler().state() == CrawlerState.READY);
                    }
                })
                .map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> glueJobs() {
        server.define(JOB, 2, Duration.ofMinutes(1));
        return GlueJobBehaviour.of(glue, JOB, run -> {
                    glue.batchStopJobRun(b -> b.jobName(JOB).jobRunIds(run));
                    await().until(() -> glue.getJobRun(g -> g.jobName(JOB).runId(run))
                                    .jobRun()
                                    .completedOn()
                            != null);
                    laterProgramsLast();
                })
                .map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> emrServerless() {
        EmrServerlessClient emr = server.emr();
        StartJobRunRequest request = StartJobRunRequest.builder()
                .applicationId(JobServer.EMR_APPLICATION)
                .executionRoleArn(ROLE)
                .jobDriver(d -> d.sparkSubmit(p -> p.entryPoint("s3://artifacts/job.py")))
                .build();
        return EmrServerlessBehaviour.of(emr, request, run -> {
                    emr.cancelJobRun(
                            c -> c.applicationId(JobServer.EMR_APPLICATION).jobRunId(run));
                    await().until(() -> emr.getJobRun(g -> g.applicationId(JobServer.EMR_APPLICATION)
                                            .jobRunId(run))
                                    .jobRun()
                                    .endedAt()
                            != null);
                    laterProgramsLast();
                })
                .map(Behaviour::inMemory);
    }

    private void laterProgramsLast() {
        server.programs.end = new CompletableFuture<>();
    }
}
