package dev.millrace.spark;

import dev.millrace.contract.DataContract;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/// Judges the files of a manifest, each by one task, with the reader and the validator that the functions have.
///
/// Rules in SQL need an engine of their own, which is not on the executors: a contract that has some is not judged
/// here at all, for a rule that nobody asks must not pass.
final class JudgeRun {
    private final SparkSession spark;
    private final RunManifest manifest;
    private final DataContract contract;
    private final byte[] yaml;
    private final LandingFiles landing;

    JudgeRun(SparkSession spark, RunManifest manifest, DataContract contract, byte[] yaml, LandingFiles landing) {
        this.spark = spark;
        this.manifest = manifest;
        this.contract = contract;
        this.yaml = yaml;
        this.landing = landing;
    }

    RunResult run() throws IOException {
        requireNoSql();
        JudgeTask task = new JudgeTask(
                new String(yaml, StandardCharsets.UTF_8),
                new String(RunJson.write(manifest), StandardCharsets.UTF_8),
                landing,
                new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < manifest.files().size(); i++) {
            indexes.add(i);
        }
        List<JudgedFile> judged = new ArrayList<>();
        if (!indexes.isEmpty()) {
            for (String json : JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(indexes, indexes.size())
                    .map(task)
                    .collect()) {
                judged.add(RunJson.read(json.getBytes(StandardCharsets.UTF_8), JudgedFile.class));
            }
        }
        return new RunResult(
                RunManifest.JUDGE,
                manifest.dataset(),
                manifest.batch(),
                manifest.contract(),
                judged.stream().mapToLong(JudgedFile::rows).sum(),
                judged.stream().mapToLong(JudgedFile::rowsStaged).sum(),
                List.of(),
                judged,
                List.of(),
                List.of(),
                PeakMemory.bytes());
    }

    private void requireNoSql() {
        contract.sqlRule().ifPresent(rule -> {
            throw new JobFailure(
                    "The contract of %s has the rule '%s' in SQL, and this job has no engine for it: such files must be small enough for a function. Split them, or take the rule out"
                            .formatted(manifest.dataset(), rule.name()));
        });
    }
}
