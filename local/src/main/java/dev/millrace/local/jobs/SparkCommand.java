package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The command line of a job run's program, and its environment: nothing of this server's own gets in.
///
/// @param folder of the run, where it may write
/// @param files what the work names, fetched
record SparkCommand(SparkHome spark, Access access, String jobsEndpoint, Path folder, JobFiles files) {
    /// Two at a time: one file is read while another is written, as on the smallest of workers.
    private static final String MASTER = "local[2]";

    /// Into so many parts rows are shuffled unless the work says otherwise. Spark's own two hundred are for clusters;
    /// here they are two hundred tasks of next to nothing, several times a run.
    private static final String FEW = "4";

    /// Becomes the leader of a session of its own, so that Ctrl-C in a terminal does not reach it.
    private static final String LEADER = "import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])";

    /// Settings that are about machines there, not about the work.
    private static final List<String> OF_MACHINES =
            List.of("spark.executor.", "spark.driver.", "spark.dynamicAllocation.", "spark.emr-serverless.");

    /// The words to run.
    List<String> words(JobWork work) {
        var words = new ArrayList<>(
                List.of(spark.python().toString(), "-c", LEADER, spark.submit().toString(), "--master", MASTER));
        settings(work).forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
        addFiles(words, "--jars", files.jars());
        addFiles(words, "--py-files", files.modules());
        if (!work.mainClass().isEmpty()) {
            words.addAll(List.of("--class", work.mainClass()));
        }
        words.add(files.program().toString());
        words.addAll(work.arguments());
        return words;
    }

    private TreeMap<String, String> settings(JobWork work) {
        var settings = new TreeMap<>(work.settings());
        settings.keySet().removeIf(name -> OF_MACHINES.stream().anyMatch(name::startsWith));
        settings.putIfAbsent("spark.sql.shuffle.partitions", FEW);
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.memory", "1g");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
        settings.put("spark.local.dir", folder.resolve("local").toString());
        settings.put("spark.driver.extraJavaOptions", String.join(" ", javaOptions()));
        settings.put("spark.driver.extraClassPath", joined(spark.s3Jars(), ":"));
        settings.put("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        settings.put("spark.hadoop.fs.s3a.endpoint", access.endpoint().toString());
        settings.put("spark.hadoop.fs.s3a.endpoint.region", Access.REGION.id());
        settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
        settings.put(
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "com.amazonaws.auth.EnvironmentVariableCredentialsProvider");
        settings.values().removeIf(String::isEmpty);
        return settings;
    }

    private List<String> javaOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + access.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + Access.TRUST_STORE_PASSWORD,
                "-Djava.io.tmpdir=" + folder,
                "-Dderby.system.home=" + folder,
                "-XX:TieredStopAtLevel=1");
    }

    private static void addFiles(List<String> words, String option, List<Path> files) {
        if (!files.isEmpty()) {
            words.addAll(List.of(option, joined(files, ",")));
        }
    }

    private static String joined(List<Path> files, String between) {
        return files.stream().map(Path::toString).collect(Collectors.joining(between));
    }

    /// All that is in the program's environment.
    TreeMap<String, String> environment(RoleSession session) {
        var environment = new TreeMap<>(access.variables());
        environment.put("AWS_ACCESS_KEY_ID", session.accessKey());
        environment.put("AWS_SECRET_ACCESS_KEY", session.secretKey());
        environment.put("AWS_SESSION_TOKEN", session.token());
        environment.put("AWS_ENDPOINT_URL_GLUE", jobsEndpoint);
        environment.put("JAVA_HOME", spark.java().toString());
        environment.put("PYSPARK_PYTHON", spark.python().toString());
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("PATH", spark.venv().resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LANG", "C.UTF-8");
        return environment;
    }
}
