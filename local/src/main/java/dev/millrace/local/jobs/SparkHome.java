package dev.millrace.local.jobs;

import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Spark of this machine.
///
/// @param venv virtual environment with PySpark, made by `tools/toolbox.sh spark`
/// @param java home of the JDK that it runs on
record SparkHome(Path venv, Path java) {
    private static final String MAKE_IT = "Run tools/toolbox.sh spark, which installs it.";

    /// Looks for it.
    ///
    /// @throws Trouble when it is not there, with what to do
    static SparkHome of(Checkout checkout) {
        String named = System.getenv("MILLRACE_SPARK_VENV");
        Path venv = named == null || named.isBlank() ? checkout.root().resolve(".millrace/venv-spark") : Path.of(named);
        var home = new SparkHome(venv, java(checkout));
        if (!Files.isExecutable(home.submit())) {
            throw new UserError("There is no Spark in %s. %s".formatted(venv, MAKE_IT));
        }
        return home;
    }

    Path python() {
        return venv.resolve("bin/python");
    }

    Path submit() {
        return venv.resolve("bin/spark-submit");
    }

    /// Jars that Spark needs for `s3://` addresses outside AWS.
    List<Path> s3Jars() {
        Path folder = venv.resolve("jars");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    /// Spark 3.5 runs on Java 17, and on none much newer.
    private static Path java(Checkout checkout) {
        String finder = checkout.root().resolve("tools/find-jdk.sh").toString();
        try {
            Process process = new ProcessBuilder(List.of(finder, "17"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String home = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || home.isEmpty()) {
                throw new UserError(
                        "Spark needs a JDK 17. Install one, and set JAVA17_HOME when it is in an unusual place.");
            }
            return Path.of(home);
        } catch (IOException e) {
            throw new UncheckedIOException(finder + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while a JDK was looked for", e);
        }
    }
}
