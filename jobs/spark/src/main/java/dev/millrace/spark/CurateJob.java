package dev.millrace.spark;

import dev.millrace.catalog.GlueTableCatalog;
import dev.millrace.catalog.TableCatalog;
import dev.millrace.contract.ContractParser;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.ParsedContract;
import dev.millrace.lake.runs.RunJson;
import dev.millrace.lake.runs.RunManifest;
import dev.millrace.lake.runs.RunResult;
import dev.millrace.lake.runs.Transform;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Spark job of a batch run, as it is started from the entry script: [#open], then either [#run], or, where the
/// transform is in Python, [#incoming] and [#finish].
public final class CurateJob {
    private static final Logger LOG = LoggerFactory.getLogger(CurateJob.class);

    private final SparkSession spark;
    private final Places places;
    private final RunManifest manifest;
    private final CurateRun curate;
    private final JudgeRun judge;
    private String failure = "";

    private CurateJob(SparkSession spark, Places places, RunManifest manifest, CurateRun curate, JudgeRun judge) {
        this.spark = spark;
        this.places = places;
        this.manifest = manifest;
        this.curate = curate;
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
    /// @param arguments `--manifest <place> --millrace-job <id>#<fence>`; others are passed over
    public static CurateJob open(SparkSession spark, List<String> arguments) throws IOException {
        Places places = new HadoopPlaces(spark.sessionState().newHadoopConf());
        return open(spark, arguments, places, new GlueTableCatalog(AwsClients.glue()), AwsClients.landing());
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
        return new CurateJob(
                spark,
                places,
                manifest,
                new CurateRun(spark, places, catalog, manifest, contract),
                new JudgeRun(spark, manifest, contract, yaml, landing));
    }

    private static byte[] bytes(Places places, String place) throws IOException {
        return places.read(place).orElseThrow(() -> new JobFailure("There is no %s".formatted(place)));
    }

    private static DataContract contract(byte[] yaml, RunManifest manifest) {
        if (ContractParser.parse(yaml) instanceof ParsedContract.Accepted accepted
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
        spark.conf().set("spark.sql.sources.partitionOverwriteMode", "static");
        spark.conf().set("spark.sql.files.ignoreMissingFiles", "false");
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", "false");
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
        put(noted(() -> {
            if (!isCurate()) {
                return judge.run();
            }
            return curate.finish(rows());
        }));
    }

    private Dataset<Row> rows() throws IOException {
        Transform transform = manifest.transform();
        if (transform == null) {
            return curate.incoming();
        }
        Transforms transforms = new Transforms(spark, places);
        return transform.kind().equals(Transform.SQL)
                ? curate.made(rows -> transforms.apply(transform, rows))
                : transforms.apply(transform, curate.incoming());
    }

    /// The run's rows, for the transform.
    public Dataset<Row> incoming() throws IOException {
        return noted(curate::incoming);
    }

    /// Merges what the transform has made of [#incoming] into the table, and leaves the result.
    public void finish(Dataset<Row> rows) throws IOException {
        put(noted(() -> curate.finish(rows)));
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
        LOG.info("Read {} rows, wrote {}", result.rowsRead(), result.rowsWritten());
    }
}
