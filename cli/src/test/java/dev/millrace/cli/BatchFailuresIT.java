package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.jobs.JobServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/// Batches that break off, each in another place, and the batch after them: it leaves the table that one batch
/// leaves which nothing disturbs. That one runs on EMR Serverless, the others on Glue; both transform in Python.
@ExtendWith(TestCloud.Extension.class)
class BatchFailuresIT {
    private static final String HEADER = "station,day,celsius\n";
    private static final String A = HEADER + "N1,2026-11-16,10.0\nN2,2026-11-17,20.0\n";
    private static final String B = HEADER + "N1,2026-11-16,11.0\nN3,2026-11-16,-40.0\n";
    private static final String C = HEADER + "N2,2026-11-17,21.0\nN4,2026-11-18,0.0\n";
    private static final Map<String, String> PROGRAMS = Map.of("fahrenheit.py", """
            from pyspark.sql import functions as f


            def transform(spark, incoming):
                return incoming.withColumn("fahrenheit", (f.col("celsius") * 1.8 + 32).cast("decimal(6,1)"))
            """);

    private final TestCloud cloud;
    private final JobFaults faults;
    private final BatchRuns runs;
    private final BatchRuns undisturbed;

    @TempDir
    private Path folder;

    BatchFailuresIT(TestCloud cloud) {
        this.cloud = cloud;
        this.faults = new JobFaults(cloud.access());
        this.runs = new BatchRuns(cloud, "daily", "batch_readings");
        this.undisturbed = new BatchRuns(cloud, "monthly", "batch_undisturbed");
    }

    @BeforeEach
    void apply() throws IOException {
        runs.apply(folder, readings("batch_readings", "daily", "glue"), PROGRAMS);
        undisturbed.apply(folder, readings("batch_undisturbed", "monthly", "emr-serverless"), PROGRAMS);
    }

    @AfterEach
    void noMoreFaults() {
        faults.clear();
    }

    @Test
    void afterFailuresTheNextBatchLeavesTheTableThatAnUndisturbedOneLeaves() {
        List<ObjectVersion> first = runs.land("a.csv", A);
        assertThat(runs.run(Exit.OK).state()).isEqualTo(BatchState.SUCCEEDED);
        List<String> before = rows("batch_readings");
        List<ObjectVersion> files = runs.land("b.csv", B, "c.csv", C);

        breaksOffInTheCrawl(files);
        breaksOffWhenTheJobFails(files);
        assertThat(rows("batch_readings")).isEqualTo(before);
        String left = breaksOffWhenTheExecutionIsStopped(files);
        Batch killed = breaksOffAfterThePartitionsAreSwitched(files, left);
        assertThat(rows("batch_readings")).isEqualTo(before);
        assertThat(oids("batch_readings"))
                .isEqualTo(Set.of(first.getFirst().id().hex()));

        Batch last = runs.run(Exit.OK);

        assertThat(last.counts()).isEqualTo(new BatchCounts(2, 2, 0, 0, 0, 4));
        assertThat(runs.states(files)).containsOnly(AuditState.INGESTED);
        assertThat(runs.partitions(cloud.stack().output("CatalogDatabase")))
                .hasSize(3)
                .allMatch(partition -> partition.contains("run=" + last.ref().batch()));
        assertThat(faults.left()).isEmpty();
        aRunThatIsStartedAgainByHandChangesNothing(killed);
        aBatchOnEmrServerlessIsNotDisturbed();
        assertThat(rows("batch_readings"))
                .isEqualTo(rows("batch_undisturbed"))
                .containsExactly(
                        "N1|2026-11-16|11.0|51.8",
                        "N2|2026-11-17|21.0|69.8",
                        "N3|2026-11-16|-40.0|-40.0",
                        "N4|2026-11-18|0.0|32.0");
        cloud.verify("batch_readings", "batch_undisturbed");
    }

    private void breaksOffInTheCrawl(List<ObjectVersion> files) {
        faults.add("CRAWL_FAILED", "The crawl has failed as it was asked to");
        isFailed(runs.run(Exit.FAILED), files, "The crawl has failed as it was asked to");
    }

    private void breaksOffWhenTheJobFails(List<ObjectVersion> files) {
        faults.add("JOB_RUN_FAILS", "The job has failed as it was asked to");
        isFailed(runs.run(Exit.FAILED), files, "The job has failed as it was asked to");
    }

    /// @return id of the job's run, which goes on, and may switch partitions
    private String breaksOffWhenTheExecutionIsStopped(List<ObjectVersion> files) {
        faults.add("JOB_RUN_LASTS");
        Batch batch = runs.begin();
        String run = runs.awaitJob(batch, JobRunState.RUNNING);
        cloud.sfn().stopExecution(s -> s.executionArn(batch.executionArn()));
        isFailed(runs.awaitEnd(), files, "ABORTED");
        return run;
    }

    /// @param left the run that an earlier batch left, which is stopped first
    private Batch breaksOffAfterThePartitionsAreSwitched(List<ObjectVersion> files, String left) {
        faults.killWhenLogged("Tries: Read");
        Batch killed = runs.run(Exit.FAILED);
        isFailed(killed, files, "exit code 137");
        assertThat(runs.keys("LakeBucket", "batch_readings/run=" + killed.ref().batch()))
                .isNotEmpty();
        assertThat(runs.partitions(cloud.stack().output("CatalogDatabase")))
                .hasSize(2)
                .noneMatch(partition -> partition.contains("run=" + killed.ref().batch()));
        assertThat(runs.jobs())
                .filteredOn(run -> run.id().equals(left))
                .singleElement()
                .satisfies(run -> assertThat(run.jobRunState()).isEqualTo(JobRunState.STOPPED));
        return killed;
    }

    private void aRunThatIsStartedAgainByHandChangesNothing(Batch over) {
        List<String> before = rows("batch_readings");
        List<String> partitions = runs.partitions(cloud.stack().output("CatalogDatabase"));
        Map<String, String> arguments = runs.jobs(over).getFirst().arguments();

        runs.jobServer()
                .startJobRun(s -> s.jobName(cloud.stack().name() + "-spark").arguments(arguments));

        await().atMost(Duration.ofMinutes(3))
                .until(() -> runs.jobs(over).stream()
                                .filter(run -> run.completedOn() != null)
                                .count()
                        == 2);
        assertThat(runs.jobs(over)).extracting(JobRun::jobRunState).containsOnly(JobRunState.FAILED);
        assertThat(runs.partitions(cloud.stack().output("CatalogDatabase"))).isEqualTo(partitions);
        assertThat(rows("batch_readings")).isEqualTo(before);
    }

    private void isFailed(Batch batch, List<ObjectVersion> files, String reason) {
        assertThat(batch.state()).isEqualTo(BatchState.FAILED);
        assertThat(batch.counts()).isEqualTo(new BatchCounts(2, 0, 0, 0, 2, 0));
        assertThat(batch.reason()).contains(reason);
        assertThat(runs.states(files)).containsOnly(AuditState.FAILED);
        assertThat(runs.notice(batch).message()).contains(reason, "The next batch takes these files");
        assertThat(files)
                .allSatisfy(file -> assertThat(cloud.noticesAbout(file)).isEmpty());
    }

    private void aBatchOnEmrServerlessIsNotDisturbed() {
        undisturbed.land("a.csv", A, "b.csv", B, "c.csv", C);

        Batch batch = undisturbed.run(Exit.OK);

        assertThat(batch.counts()).isEqualTo(new BatchCounts(3, 3, 0, 0, 0, 6));
        assertThat(undisturbed.jobs()).isEmpty();
        EmrServerlessClient emr = cloud.access().at(cloud.access().jobs()).client(EmrServerlessClient.builder());
        assertThat(emr.listJobRunsPaginator(l -> l.applicationId(JobServer.EMR_APPLICATION)).jobRuns().stream())
                .extracting(JobRunSummary::name, JobRunSummary::stateAsString)
                .contains(tuple("curate-batch_undisturbed#" + batch.fence(), "SUCCESS"));
    }

    /// Whose rows are in a table.
    private Set<String> oids(String table) {
        return Set.copyOf(runs.rows("SELECT DISTINCT _oid FROM " + table));
    }

    private List<String> rows(String table) {
        return runs.rows("SELECT station, day, celsius, fahrenheit FROM %s ORDER BY station".formatted(table));
    }

    private static String readings(String dataset, String cadence, String engine) {
        return BatchRuns.contract(dataset, "1.0.0", """
                      - {name: station, logicalType: string, required: true, primaryKey: true, primaryKeyPosition: 1}
                      - {name: day, logicalType: date, required: true, partitioned: true, partitionKeyPosition: 1,
                         primaryKey: true, primaryKeyPosition: 2}
                      - {name: celsius, logicalType: number, physicalType: 'decimal(5,1)', required: true}
                """, """
                  - {property: millrace.cadence, value: %s}
                  - property: millrace.curate
                    value:
                      transform: {python: fahrenheit.py}
                      engine: %s
                """.formatted(cadence, engine));
    }
}
