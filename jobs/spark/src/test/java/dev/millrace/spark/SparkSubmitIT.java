package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.protocols.Transform;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/// The jar and the entry script under a plain spark-submit, in a process of its own, with nothing but what a service
/// would give it.
class SparkSubmitIT {
    private static final String BATCH = "20261101T020000Z";
    private static final Instant ARRIVED = Instant.parse("2026-10-31T10:00:00Z");
    private static final Path ROOT =
            Path.of(System.getProperty("millrace.root")).normalize();
    private static final Path JAR = Path.of(System.getProperty("millrace.jar"));
    private static final Path VENV = ROOT.resolve(".millrace/venv-spark");
    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: country, logicalType: string, required: true, partitioned: true}
            - {name: mail, logicalType: string, classification: restricted, customProperties: [{property: millrace.protect, value: tokenise}]}
            """;
    private static final String APPEND = "- {property: millrace.onNewVersion, value: append}";

    @TempDir
    Path folder;

    private GlueOverHttp glue;
    private ServicesOverHttp services;
    private GlueClient client;
    private TestLake lake;
    private String said = "";

    @BeforeAll
    static void makeTheToolbox() throws IOException, InterruptedException {
        Process made = new ProcessBuilder(ROOT.resolve("tools/toolbox.sh").toString(), "spark")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).as("tools/toolbox.sh spark").isZero();
    }

    @BeforeEach
    void begin() throws IOException {
        glue = new GlueOverHttp();
        services = new ServicesOverHttp();
        client = GlueClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .region(Region.US_EAST_1)
                .endpointOverride(glue.endpoint())
                .build();
        lake = new TestLake(folder, TestLake.yaml(COLUMNS, APPEND), new GlueTableCatalog(client));
    }

    @AfterEach
    void end() {
        client.close();
        glue.close();
        services.close();
    }

    private int submit(RunManifest manifest) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                VENV.resolve("bin/spark-submit").toString(),
                "--master",
                "local[2]",
                "--driver-memory",
                "700m",
                "--jars",
                JAR.toString(),
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.sql.shuffle.partitions=2",
                "--conf",
                "spark.sql.catalogImplementation=in-memory",
                ROOT.resolve("jobs/spark/src/main/python/millrace_job.py").toString()));
        command.addAll(List.of("--JOB_NAME", "millrace"));
        command.addAll(lake.put(manifest));
        ProcessBuilder submit = new ProcessBuilder(command).redirectErrorStream(true);
        submit.directory(folder.toFile());
        submit.environment().clear();
        submit.environment()
                .putAll(Map.of(
                        "PATH", "/usr/bin:/bin",
                        "JAVA_HOME", System.getProperty("java.home"),
                        "PYSPARK_PYTHON", VENV.resolve("bin/python").toString(),
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "AKIATEST",
                        "AWS_SECRET_ACCESS_KEY", "none",
                        "AWS_ENDPOINT_URL", services.endpoint().toString(),
                        "AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString()));
        Process process = submit.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private RunManifest curate(String python) throws IOException {
        InputFile file = lake.stage(BATCH, "a", ARRIVED, "id,country,mail\n1,NL,a@example.org\n2,BE,\n3,BE,\n");
        lake.crawl(BATCH);
        lake.write("contracts/double.py", python);
        Transform transform = new Transform(Transform.PYTHON, lake.uri("contracts/double.py"), null);
        return lake.manifest(RunManifest.CURATE, BATCH, transform, List.of(), List.of(file));
    }

    @Test
    void runsATransformInPythonAlsoOnTheExecutors() throws IOException, InterruptedException {
        RunManifest manifest = curate("""
                from pyspark.sql.functions import col, udf

                def twice(n):
                    return n * 2

                def transform(spark, incoming):
                    return incoming.where(col("id") < 3).withColumn("double", udf(twice, "bigint")(col("id")))
                """);
        assertThat(submit(manifest)).as(said).isZero();
        assertThat(TestLake.result(manifest).rowsWritten()).isEqualTo(2);
        assertThat(lake.columns()).contains("double bigint");
        assertThat(lake.rows())
                .hasSize(2)
                .anyMatch(row -> row.contains("country=BE, double=4, id=2"))
                .anyMatch(row -> row.contains("country=NL, double=2, id=1, mail=v1:"));
    }

    @Test
    void leavesOutTheFilesThatATransformOrADerivedColumnFailsOn() throws IOException, InterruptedException {
        lake = lake.under(TestLake.yaml(COLUMNS, APPEND + """

                - property: millrace.curate
                  value: {derive: [{name: hundredfold, type: int, sql: id * 100}]}
                """));
        RunManifest one = curate("""
                from pyspark.sql.functions import col, udf

                def inverse(n):
                    return 1.0 / (n - 7)

                def transform(spark, incoming):
                    if incoming.where(col("id") == 8).count():
                        raise ValueError("8")
                    return incoming.withColumn("inverse", udf(inverse, "double")(col("id")))
                """);
        List<InputFile> files = new ArrayList<>(one.files());
        files.add(lake.stage(BATCH, "overflows", ARRIVED, "id,country,mail\n21,NL,\n30000000,NL,\n"));
        files.add(lake.stage(BATCH, "divides", ARRIVED, "id,country,mail\n6,NL,\n7,NL,\n"));
        files.add(lake.stage(BATCH, "raises", ARRIVED, "id,country,mail\n8,BE,\n"));
        files.add(lake.stage(BATCH, "good", ARRIVED, "id,country,mail\n9,BE,\n"));
        RunManifest manifest = one.of(files);
        assertThat(submit(manifest)).as(said).isZero();
        RunResult result = TestLake.result(manifest);
        assertThat(lake.oids()).containsExactly("a", "good");
        assertThat(result.rowsRead()).isEqualTo(4);
        assertThat(result.refused())
                .containsExactlyInAnyOrder(
                        new RefusedFile(
                                "overflows",
                                List.of(3L),
                                "The derived column hundredfold (int: id * 100) cannot be computed for a row: a number"
                                        + " overflows, or a value is not of the type it is cast into"),
                        new RefusedFile(
                                "divides",
                                List.of(),
                                "The transform double.py fails on the rows of this file: ZeroDivisionError"),
                        new RefusedFile(
                                "raises",
                                List.of(),
                                "The transform double.py fails on the rows of this file: ValueError"));
    }

    @Test
    void saysInOneLineWhatIsWrongWithATransform() throws IOException, InterruptedException {
        RunManifest manifest = curate("""
                from pyspark.sql.functions import col, udf

                def transform(spark, incoming):
                    return incoming.withColumn("double", udf(lambda n: n / 0, "bigint")(col("id")))
                """);
        assertThat(submit(manifest)).isEqualTo(1);
        assertThat(said).contains("\nmillrace: The transform double.py failed: ZeroDivisionError: division by zero\n");
        assertThat(glue.changes()).doesNotContain("BatchUpdatePartition");
        assertThat(lake.catalog.find("lake", "orders")).isEmpty();
    }

    @Test
    void saysWhatATransformRaises() throws IOException, InterruptedException {
        RunManifest manifest = curate("""
                def transform(spark, incoming):
                    return incoming.select("nothing")
                """);
        assertThat(submit(manifest)).isEqualTo(1);
        assertThat(said).contains("\nmillrace: The transform double.py failed: AnalysisException: [UNRESOLVED_COLUMN");
    }

    @Test
    void judgesVersionsInS3AsTheFunctionsDo() throws IOException, InterruptedException {
        String csv = "id,country,mail\n1,NL,a@example.org\n2,BE,\n";
        services.put("landing", "orders/a.csv", "v1", csv.getBytes(StandardCharsets.UTF_8));
        InputFile expected = lake.stage(BATCH, "a", ARRIVED, csv);
        byte[] staged = Files.readAllBytes(folder.resolve("staging/orders/batch=" + BATCH + "/a.parquet"));
        InputFile gone =
                new InputFile("b", "landing", "orders/b.csv", "v1", 9, ARRIVED, InputFile.UNKNOWN, 0, List.of());
        RunManifest manifest = lake.manifest(RunManifest.JUDGE, BATCH, null, List.of(), List.of(expected, gone));
        assertThat(submit(manifest)).as(said).isZero();
        RunResult result = TestLake.result(manifest);
        assertThat(result.files()).extracting(JudgedFile::outcome).containsExactly("VALID", "GONE");
        assertThat(result.rowsWritten()).isEqualTo(2);
        assertThat(said).doesNotContain("k".repeat(32)).doesNotContain("a@example.org");
        assertThat(rows("a")).isEqualTo(rows(staged)).hasSize(2);
    }

    private List<String> rows(byte[] parquet) throws IOException {
        Path file = folder.resolve("by-function.parquet");
        Files.write(file, parquet);
        return TestSpark.SESSION
                .read()
                .parquet(file.toUri().toString())
                .toJSON()
                .collectAsList();
    }

    private List<String> rows(String oid) {
        return TestSpark.SESSION
                .read()
                .parquet(lake.uri("staging/orders/batch=%s/%s.parquet".formatted(BATCH, oid)))
                .toJSON()
                .collectAsList();
    }
}
