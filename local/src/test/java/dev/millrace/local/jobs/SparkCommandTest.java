package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.Access;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkCommandTest {
    private static final Path RUN = Path.of("/home/jobs/jr_1");

    private final SparkCommand command = new SparkCommand(
            new SparkHome(Path.of("/spark"), Path.of("/jdk17")),
            new Access(URI.create("https://127.0.0.1:4566"), Path.of("/tls/c.pem"), Path.of("/tls/t.p12")),
            "https://127.0.0.1:4577",
            RUN,
            new JobFiles(RUN.resolve("job.py"), List.of(RUN.resolve("a.jar")), List.of()));

    @Test
    void runsTheProgramWithItsJarsSettingsAndArgumentsInLocalMode() {
        List<String> words = command.words(work(Map.of("spark.sql.session.timeZone", "UTC")));

        assertThat(words)
                .containsSequence("/spark/bin/spark-submit", "--master", "local[2]")
                .containsSequence("--jars", "/home/jobs/jr_1/a.jar")
                .contains("spark.sql.session.timeZone=UTC")
                .contains("spark.hadoop.fs.s3a.endpoint=https://127.0.0.1:4566")
                .endsWith("/home/jobs/jr_1/job.py", "--manifest", "s3://staging/m.json; rm -rf /");
    }

    @Test
    void leavesOutWhatIsAboutMachinesThere() {
        assertThat(command.words(work(Map.of(
                        "spark.executor.memory", "14g",
                        "spark.driver.memory", "14g",
                        "spark.emr-serverless.executor.disk", "20g",
                        "spark.dynamicAllocation.maxExecutors", "4"))))
                .noneMatch(word -> word.contains("14g") || word.contains("20g") || word.contains("maxExecutors"));
    }

    @Test
    void shufflesIntoFewPartsUnlessTheWorkSaysOtherwise() {
        assertThat(command.words(work(Map.of()))).contains("spark.sql.shuffle.partitions=4");
        assertThat(command.words(work(Map.of("spark.sql.shuffle.partitions", "9"))))
                .contains("spark.sql.shuffle.partitions=9")
                .doesNotContain("spark.sql.shuffle.partitions=4");
    }

    @Test
    void itsEnvironmentHoldsTheRolesCredentialsAndNothingOfThisProcess() {
        Map<String, String> environment = command.environment(new RoleSession("ASIA1", "secret1", "token1"));

        assertThat(environment)
                .containsEntry("AWS_ACCESS_KEY_ID", "ASIA1")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "secret1")
                .containsEntry("AWS_SESSION_TOKEN", "token1")
                .containsEntry("AWS_ENDPOINT_URL", "https://127.0.0.1:4566")
                .containsEntry("AWS_ENDPOINT_URL_GLUE", "https://127.0.0.1:4577")
                .containsEntry("JAVA_HOME", "/jdk17")
                .containsEntry("HOME", "/home/jobs/jr_1")
                .containsEntry("AWS_CA_BUNDLE", "/tls/c.pem");
        assertThat(environment.keySet())
                .allMatch(name -> name.matches("AWS_.*|JAVA_HOME|PYSPARK_PYTHON|SPARK_LOCAL_IP|PATH|HOME|TMPDIR|LANG"));
        assertThat(new RoleSession("ASIA1", "secret1", "token1").toString()).doesNotContain("secret1", "token1");
    }

    private static JobWork work(Map<String, String> settings) {
        return new JobWork(
                "role",
                "glue.amazonaws.com",
                "s3://artifacts/job.py",
                "",
                List.of("--manifest", "s3://staging/m.json; rm -rf /"),
                List.of("s3://artifacts/a.jar"),
                List.of(),
                settings,
                Duration.ofHours(1));
    }
}
