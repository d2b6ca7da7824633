package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.cloud.NoticeQueue;
import dev.millrace.local.cloud.SentNotice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The batches of a test's dataset: what waits for them, how they are run, and what they leave.
final class BatchRuns {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(2);

    private final TestCloud cloud;
    private final String cadence;
    private final String dataset;

    BatchRuns(TestCloud cloud, String cadence, String dataset) {
        this.cloud = cloud;
        this.cadence = cadence;
        this.dataset = dataset;
    }

    /// Puts a contract in force, as a person does who has the programs that it may name beside it.
    ///
    /// @param folder where they are written
    void apply(Path folder, String contract, Map<String, String> programs) throws IOException {
        for (Map.Entry<String, String> program : programs.entrySet()) {
            Files.writeString(folder.resolve(program.getKey()), program.getValue());
        }
        Path file = Files.writeString(folder.resolve(dataset + ".odcs.yaml"), contract);
        TestCloud.Run run = cloud.run("contract", "apply", "--accept-breaking", "a test", file.toString());
        assertThat(run.status()).as(run.err()).isEqualTo(Exit.OK);
    }

    /// Drops files into the dataset's folder and waits until they wait for their batch.
    ///
    /// @param files a name and a text, and so on
    List<ObjectVersion> land(String... files) {
        var landed = new ArrayList<ObjectVersion>();
        for (int i = 0; i < files.length; i += 2) {
            landed.add(cloud.put("%s/%s".formatted(dataset, files[i]), files[i + 1]));
        }
        assertThat(cloud.awaitEnd(landed)).extracting(AuditRecord::state).containsOnly(AuditState.NEW);
        return landed;
    }

    /// Runs a batch to its end.
    ///
    /// @param status that the command must end with
    Batch run(int status) {
        TestCloud.Run run = startAndWait();
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
        return last();
    }

    /// The command that starts a batch and waits for it.
    TestCloud.Run startAndWait() {
        return cloud.run("batch", cadence, "--dataset", dataset, "--wait", "--timeout", PATIENCE.toSeconds() + "s");
    }

    /// Starts a batch, and waits until it has begun.
    Batch begin() {
        TestCloud.Run run = cloud.run("batch", cadence, "--dataset", dataset);
        assertThat(run.status()).as(run.err()).isEqualTo(Exit.OK);
        await().atMost(SOON)
                .until(() -> cloud.stack().batches().running(dataset).isPresent());
        return last();
    }

    /// Waits until the execution of a batch has come to a state.
    void awaitState(Batch batch, String name) {
        await().atMost(SOON)
                .until(() -> cloud.history(batch.executionArn()).stream()
                        .anyMatch(event -> event.stateEnteredEventDetails() != null
                                && name.equals(event.stateEnteredEventDetails().name())));
    }

    /// Waits for the end of a batch that has begun.
    Batch awaitEnd() {
        await().atMost(PATIENCE).until(() -> last().state().terminal());
        return last();
    }

    /// The newest one, as it stands.
    Batch last() {
        return cloud.stack().batches().of(dataset).getFirst();
    }

    /// The state of each file's record, in their order.
    List<AuditState> states(List<ObjectVersion> files) {
        return files.stream()
                .map(file -> cloud.record(file).orElseThrow().state())
                .toList();
    }

    /// The only notice about a batch; it comes after the batch's end.
    SentNotice notice(Batch batch) {
        await().atMost(SOON).until(() -> !notices(batch).isEmpty());
        assertThat(notices(batch)).hasSize(1);
        return notices(batch).getFirst();
    }

    /// All notices about a batch so far.
    List<SentNotice> notices(Batch batch) {
        return NoticeQueue.read(cloud.access()).stream()
                .filter(notice ->
                        notice.message().contains("batch " + batch.ref().batch() + " of dataset " + dataset))
                .toList();
    }

    /// What a query gives, a text for each row with bars between the values.
    List<String> rows(String sql) {
        return cloud.query(sql).rows().stream()
                .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    /// Where each partition of the dataset's table lies, by its values.
    List<String> partitions(String database) {
        return jobServer().getPartitionsPaginator(g -> g.databaseName(database).tableName(dataset)).stream()
                .flatMap(page -> page.partitions().stream())
                .map(partition ->
                        partition.values() + " " + partition.storageDescriptor().location())
                .sorted()
                .toList();
    }

    /// The keys in a bucket of the stack that begin so.
    ///
    /// @param bucket name of the stack's output
    List<String> keys(String bucket, String prefix) {
        String name = cloud.stack().output(bucket);
        return cloud.stack().s3().listObjectsV2Paginator(l -> l.bucket(name).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /// Glue, as the job server plays it.
    GlueClient jobServer() {
        return cloud.access().at(cloud.access().jobs()).client(GlueClient.builder());
    }

    /// Name of the dataset's crawler.
    String crawler() {
        return cloud.stack().name() + "-" + dataset;
    }

    /// Waits until a job of a batch is in a state, whoever has heard of that.
    ///
    /// @return id of its run
    String awaitJob(Batch batch, JobRunState state) {
        await().atMost(PATIENCE).until(() -> jobs(batch).stream().anyMatch(run -> run.jobRunState() == state));
        return jobs(batch).getFirst().id();
    }

    /// The runs of a batch's jobs on Glue, newest first.
    List<JobRun> jobs(Batch batch) {
        return runs("/manifests/%s/%s/".formatted(dataset, batch.ref().batch()));
    }

    /// Those of all the dataset's jobs.
    List<JobRun> jobs() {
        return runs("/manifests/%s/".formatted(dataset));
    }

    private List<JobRun> runs(String manifest) {
        return jobServer().getJobRunsPaginator(g -> g.jobName(cloud.stack().name() + "-spark")).stream()
                .flatMap(page -> page.jobRuns().stream())
                .filter(run -> run.arguments().getOrDefault("--manifest", "").contains(manifest))
                .toList();
    }

    /// A contract of files `<dataset>/*.csv`, of which a new version replaces the older one.
    ///
    /// @param columns lines of `properties`
    /// @param properties lines of `customProperties`
    static String contract(String dataset, String version, String columns, String properties) {
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:millrace:test:%1$s
                version: %2$s
                status: active
                schema:
                  - name: %1$s
                    properties:
                %3$ssupport: [{channel: mail, tool: email, url: "mailto:batches@example.org"}]
                customProperties:
                  - {property: millrace.keyPattern, value: "%1$s/*.csv"}
                  - {property: millrace.onNewVersion, value: replace}
                %4$s""".formatted(dataset, version, columns, properties);
    }
}
