package dev.millrace.spark;

import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.Transform;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/// Runs the one program of a dataset's owners over the run's rows, as often as it is to be tried. Programs in
/// Python are run by the entry script.
final class Transforms {
    private static final String VIEW = "incoming";

    private final SparkSession spark;
    private final Places places;
    private @Nullable Path file;
    private @Nullable ClassLoader loader;

    Transforms(SparkSession spark, Places places) {
        this.spark = spark;
        this.places = places;
    }

    /// For people: `The transform net.sql`, or `The run's curation` where there is none.
    static String title(RunManifest manifest) {
        Transform transform = manifest.transform();
        return transform == null ? "The run's curation" : "The transform " + name(transform);
    }

    static String name(Transform transform) {
        return transform.uri().substring(transform.uri().lastIndexOf('/') + 1);
    }

    /// Copies the program's file to this machine.
    Path fetch(Transform transform) throws IOException {
        Path file = Files.createTempDirectory("millrace-").resolve(name(transform));
        places.fetch(transform.uri(), file);
        return file;
    }

    /// What a program in SQL or in a jar makes of rows.
    Dataset<Row> apply(Transform transform, Dataset<Row> incoming) throws IOException {
        Path program = file == null ? fetch(transform) : file;
        file = program;
        try {
            return transform.kind().equals(Transform.SQL) ? sql(program, incoming) : jar(program, transform, incoming);
        } catch (JobFailure e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw JobFailure.computing(
                    "The transform %s failed: %s".formatted(name(transform), JobFailure.reason(e)), e);
        }
    }

    private Dataset<Row> sql(Path file, Dataset<Row> incoming) throws IOException, ParseException {
        String query = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (query.endsWith(";")) {
            query = query.substring(0, query.length() - 1);
        }
        requireQuery(spark.sessionState().sqlParser().parsePlan(query), file);
        incoming.createOrReplaceTempView(VIEW);
        return spark.sql(query);
    }

    /// Commands would be carried out as soon as they are read.
    private static void requireQuery(LogicalPlan plan, Path file) {
        if (plan instanceof Command || plan instanceof ParsedStatement) {
            throw new JobFailure(
                    "The transform %s must be one SELECT over the view %s".formatted(file.getFileName(), VIEW));
        }
        JavaConverters.seqAsJavaList(plan.children()).forEach(child -> requireQuery(child, file));
    }

    private Dataset<Row> jar(Path file, Transform transform, Dataset<Row> incoming) throws Exception {
        Object program = classes(file)
                .loadClass(String.valueOf(transform.className()))
                .getConstructor()
                .newInstance();
        if (!(program instanceof Function<?, ?> function)) {
            throw new JobFailure("The transform %s: %s must implement java.util.function.UnaryOperator<Dataset<Row>>"
                    .formatted(name(transform), transform.className()));
        }
        return rows(applied(function, incoming), transform);
    }

    private ClassLoader classes(Path file) throws IOException {
        ClassLoader known = loader;
        if (known == null) {
            spark.sparkContext().addJar(file.toUri().toString());
            // Left open: classes are loaded from it as long as the job runs.
            known = new URLClassLoader(
                    new URL[] {file.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
            Thread.currentThread().setContextClassLoader(known);
            loader = known;
        }
        return known;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object applied(Function<?, ?> function, Dataset<Row> incoming) {
        return ((Function<Dataset<Row>, ?>) function).apply(incoming);
    }

    private static Dataset<Row> rows(@Nullable Object result, Transform transform) {
        if (result instanceof Dataset<?> dataset) {
            return dataset.toDF();
        }
        throw new JobFailure("The transform %s gives no data frame".formatted(name(transform)));
    }
}
