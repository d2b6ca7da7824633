package dev.millrace.cli;

import static org.awaitility.Awaitility.await;

import dev.millrace.local.jobs.JobServer;
import dev.millrace.testing.aws.Behaviour;
import dev.millrace.testing.aws.CatalogBehaviour;
import dev.millrace.testing.aws.CrawlerBehaviour;
import dev.millrace.testing.aws.EmrServerlessBehaviour;
import dev.millrace.testing.aws.GlueJobBehaviour;
import dev.millrace.testing.aws.StepFunctionsBehaviour;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The local cloud's other services do what those in memory do, which the tests of whole journeys run on.
@ExtendWith(TestCloud.Extension.class)
class ServicesBehaviourIT {
    private static final String WAITING = """
            {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": true}}}
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Set<JobRunState> ENDS = Set.of(JobRunState.SUCCESS, JobRunState.FAILED, JobRunState.CANCELLED);

    @TestFactory
    Stream<DynamicTest> stepFunctions(TestCloud cloud) {
        SfnClient sfn = cloud.sfn();
        String role = sfn.describeStateMachine(
                        d -> d.stateMachineArn(cloud.stack().output("IngestFileStateMachine")))
                .roleArn();
        String machine = sfn.createStateMachine(m ->
                        m.name("behaviour-" + UUID.randomUUID()).roleArn(role).definition(WAITING))
                .stateMachineArn();
        return StepFunctionsBehaviour.of(sfn, machine, arn -> sfn.stopExecution(s -> s.executionArn(arn)))
                .map(Behaviour::onTheLocalCloud);
    }

    @TestFactory
    Stream<DynamicTest> catalog(TestCloud cloud) {
        GlueClient glue = cloud.access().client(GlueClient.builder());
        String database = "behaviour_" + UUID.randomUUID().toString().replace("-", "");
        glue.createDatabase(d -> d.databaseInput(i -> i.name(database)));
        return CatalogBehaviour.of(glue, database).map(Behaviour::onTheLocalCloud);
    }

    @TestFactory
    Stream<DynamicTest> crawlers(TestCloud cloud) {
        GlueClient glue = jobServer(cloud);
        String role = role(cloud, "CrawlerRole");
        String database = cloud.stack().output("StagingDatabase");
        String target = "s3://%s/staging/behaviour/".formatted(cloud.stack().output("StagingBucket"));
        return CrawlerBehaviour.of(glue, new CrawlerBehaviour.Place() {
                    @Override
                    public String role() {
                        return role;
                    }

                    @Override
                    public String database() {
                        return database;
                    }

                    @Override
                    public String target() {
                        return target;
                    }

                    @Override
                    public void finish(String crawler) {
                        await().atMost(PATIENCE)
                                .until(() -> glue.getCrawler(g -> g.name(crawler))
                                                .crawler()
                                                .state()
                                        == CrawlerState.READY);
                    }
                })
                .map(Behaviour::onTheLocalCloud);
    }

    @TestFactory
    Stream<DynamicTest> glueJobs(TestCloud cloud) {
        GlueClient glue = jobServer(cloud);
        String role = role(cloud, "SparkJobRole");
        String script = asleep(cloud);
        String job = "behaviour-" + UUID.randomUUID();
        glue.createJob(c -> c.name(job)
                .role(role)
                .executionProperty(e -> e.maxConcurrentRuns(2))
                .command(d -> d.name("glueetl").scriptLocation(script)));
        return GlueJobBehaviour.of(glue, job, run -> {
                    glue.batchStopJobRun(b -> b.jobName(job).jobRunIds(run));
                    await().atMost(PATIENCE)
                            .until(() -> glue.getJobRun(g -> g.jobName(job).runId(run))
                                            .jobRun()
                                            .completedOn()
                                    != null);
                })
                .map(Behaviour::onTheLocalCloud);
    }

    @TestFactory
    Stream<DynamicTest> emrServerless(TestCloud cloud) {
        EmrServerlessClient emr = cloud.access().at(cloud.access().jobs()).client(EmrServerlessClient.builder());
        String role = role(cloud, "SparkJobRole");
        String script = asleep(cloud);
        StartJobRunRequest request = StartJobRunRequest.builder()
                .applicationId(JobServer.EMR_APPLICATION)
                .executionRoleArn(role)
                .jobDriver(d -> d.sparkSubmit(p -> p.entryPoint(script)))
                .build();
        return EmrServerlessBehaviour.of(emr, request, run -> {
                    emr.cancelJobRun(
                            c -> c.applicationId(JobServer.EMR_APPLICATION).jobRunId(run));
                    await().atMost(PATIENCE)
                            .until(() -> ENDS.contains(emr.getJobRun(g -> g.applicationId(JobServer.EMR_APPLICATION)
                                            .jobRunId(run))
                                    .jobRun()
                                    .state()));
                })
                .map(Behaviour::onTheLocalCloud);
    }

    private static GlueClient jobServer(TestCloud cloud) {
        return cloud.access().at(cloud.access().jobs()).client(GlueClient.builder());
    }

    private static String role(TestCloud cloud, String logicalId) {
        String name = cloud.stack().physicalId(logicalId);
        return cloud.access()
                .client(IamClient.builder())
                .getRole(g -> g.roleName(name))
                .role()
                .arn();
    }

    /// Puts a program that does nothing for long where jobs may read it.
    private static String asleep(TestCloud cloud) {
        String bucket = cloud.stack().output("StagingBucket");
        cloud.stack()
                .s3()
                .putObject(
                        p -> p.bucket(bucket).key("behaviour/asleep.py"),
                        RequestBody.fromString("import time\n\ntime.sleep(600)\n"));
        return "s3://%s/behaviour/asleep.py".formatted(bucket);
    }
}
