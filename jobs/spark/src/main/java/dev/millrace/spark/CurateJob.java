package dev.millrace.spark;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.protocols.Transform;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Spark job of a batch run, as it is started from the entry script: [#open], then either [#run], or, where the
/// transform is in Python, [#incoming] and [#finish].
public final class CurateJob {
    private static final Logger LOG = LoggerFactory.getLogger(CurateJob.class);

    private final SparkSession spark;
    private final Places places;
    private final RunManifest manifest;
    private final Fence fence;
    private final Tries tries;
    private final JudgeRun judge;
    private String failure = "";

    private CurateJob(
            SparkSession spark, Places places, RunManifest manifest, Fence fence, Tries tries, JudgeRun judge) {
        this.spark = spark;
        this.places = places;
        this.manifest = manifest;
        this.fence = fence;
        this.tries = tries;
        this.judge = judge;
    }

    /// Starts the job without the entry script, which only transforms in Python need.
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder().appName("millrace").getOrCreate()) {
            open(spark, List.of(arguments)).run();
        } catch (Exception e) {
            LOG.error("The job failed", e);
            throw new JobFailure("millrace: " + JobFailure.line(e), e);
        }
    }

    /// Reads the manifest and the contract.
    ///
    /// @param arguments `--manifest <place> --millrace-job <id>#<fence>`, perhaps `--millrace-region <region>`;
    ///   others are passed over
    public static CurateJob open(SparkSession spark, List<String> arguments) throws IOException {
        Places places = new HadoopPlaces(spark.sessionState().newHadoopConf());
        AwsClients clients = new AwsClients(JobArguments.of(arguments).region());
        return open(spark, arguments, places, new GlueTableCatalog(clients.glue()), new S3LandingFiles(clients));
    }

    static CurateJob open(
            SparkSession spark, List<String> arguments, Places places, TableCatalog catalog, LandingFiles landing)
            throws IOException {
        JobArguments known = JobArguments.of(arguments);
        RunManifest manifest = RunJson.read(bytes(places, known.manifest()), RunManifest.class);
        LOG.info(
                "Job {}: {} {} run {}, {} files",
                known.job(),
                manifest.kind(),
                manifest.dataset(),
                manifest.batch(),
                manifest.files().size());
        byte[] yaml = bytes(places, manifest.contract());
        DataContract contract = contract(yaml, manifest);
        settle(spark);
        Fence fence = new Fence(places, catalog, manifest);
        return new CurateJob(
                spark,
                places,
                manifest,
                fence,
                new Tries(spark, places, catalog, manifest, contract, fence),
                new JudgeRun(spark, manifest, contract, yaml, landing));
    }

    private static byte[] bytes(Places places, String place) throws IOException {
        return places.read(place).orElseThrow(() -> new JobFailure("There is no %s".formatted(place)));
    }

    private static DataContract contract(byte[] yaml, RunManifest manifest) {
        if (Formats.contract(yaml) instanceof ParsedContract.Accepted accepted
                && accepted.contract().dataset().equals(manifest.dataset())) {
            return accepted.contract();
        }
        throw new JobFailure("%s is no contract of the dataset %s".formatted(manifest.contract(), manifest.dataset()));
    }

    /// What files must look like is not left to the cluster's defaults.
    private static void settle(SparkSession spark) {
        spark.conf().set("spark.sql.session.timeZone", "UTC");
        spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        spark.conf().set("spark.sql.parquet.writeLegacyFormat", "false");
        spark.conf().set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
        spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
        spark.conf().set("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED");
        spark.conf().set("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
        spark.conf().set("spark.sql.sources.partitionOverwriteMode", "static");
        spark.conf().set("spark.sql.files.ignoreMissingFiles", "false");
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", "false");
        // What overflows, or cannot be cast, fails: it is never null, and never another number.
        spark.conf().set("spark.sql.ansi.enabled", "true");
        // Tasks have sorted rows of one partition each. With one writer, or none to spare, Spark sorts them once more.
        spark.conf().set("spark.sql.maxConcurrentOutputFileWriters", "2");
    }

    /// The local path of the transform's module in Python; empty where there is none.
    public String pythonTransform() throws IOException {
        return noted(() -> {
            Transform transform = manifest.transform();
            return transform != null && isCurate() && transform.kind().equals(Transform.PYTHON)
                    ? new Transforms(spark, places).fetch(transform).toString()
                    : "";
        });
    }

    private boolean isCurate() {
        return manifest.kind().equals(RunManifest.CURATE);
    }

    /// Does everything, of a job without a transform in Python.
    public void run() throws IOException {
        if (isCurate()) {
            noted(() -> curate(program()));
        } else {
            put(noted(() -> {
                fence.requireOpen();
                return judge.run();
            }));
        }
    }

    private Tries curate(Tries.Program program) throws IOException {
        for (Optional<Dataset<Row>> rows = tries.next(program); rows.isPresent(); rows = tries.next(program)) {
            tries.made(rows.get());
        }
        return tries;
    }

    private Tries.Program program() {
        Transform transform = manifest.transform();
        if (transform == null) {
            return CurateRun::incoming;
        }
        Transforms transforms = new Transforms(spark, places);
        return transform.kind().equals(Transform.SQL)
                ? run -> run.made(rows -> transforms.apply(transform, rows))
                : run -> transforms.apply(transform, run.incoming());
    }

    /// The rows that the transform is to be tried on next; null when the run is done.
    public @Nullable Dataset<Row> incoming() throws IOException {
        return noted(() -> tries.next(CurateRun::incoming)).orElse(null);
    }

    /// Takes what the transform has made of [#incoming]: unless files are being sought whose rows it fails on,
    /// merges it into the table, and leaves the result.
    public void finish(Dataset<Row> rows) throws IOException {
        noted(() -> {
            tries.made(rows);
            return tries;
        });
    }

    /// Takes that the transform failed on [#incoming].
    ///
    /// @param reason in one line, beginning with the transform's name
    /// @param error the name of the error, and nothing of what it says
    /// @param ofRows whether the rows may have caused it
    /// @throws JobFailure when it is not a few files' rows
    public void failed(String reason, String error, boolean ofRows) throws IOException {
        noted(() -> {
            tries.failed(JobFailure.ofProgram(reason, error, ofRows));
            return tries;
        });
    }

    /// Why the last call failed, in one line; empty when it did not.
    public String failure() {
        return failure;
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T noted(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (Exception | Error e) {
            failure = JobFailure.line(e);
            throw e;
        }
    }

    private void put(RunResult result) throws IOException {
        places.write(manifest.resultPlace(), RunJson.write(result));
        LOG.info("Judged {} rows, staged {}", result.rowsRead(), result.rowsWritten());
    }
}
