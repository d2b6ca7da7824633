package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.Transform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs of owners in SQL and in jars; those in Python are tried under spark-submit.
class TransformingRowsTest {
    private static final String BATCH = "20261101T020000Z";
    private static final Instant ARRIVED = Instant.parse("2026-10-31T10:00:00Z");
    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: country, logicalType: string, required: true, partitioned: true}
            - {name: amount, logicalType: number, physicalType: "decimal(9,2)"}
            """;
    private static final String APPEND = "- {property: millrace.onNewVersion, value: append}";

    @TempDir
    Path folder;

    private TestLake lake(String settings) {
        return new TestLake(folder, TestLake.yaml(COLUMNS, settings));
    }

    private static InputFile staged(TestLake lake) throws IOException {
        return lake.stage(BATCH, "a", ARRIVED, "id,country,amount\n1,NL,1\n2,BE,2\n3,BE,\n");
    }

    private static Transform sql(TestLake lake, String query) {
        lake.write("contracts/net.sql", query);
        return new Transform(Transform.SQL, lake.uri("contracts/net.sql"), null);
    }

    @Test
    void runsOneSelectOverTheRows() throws IOException {
        TestLake lake = lake(APPEND);
        Transform net = sql(lake, "SELECT *, amount * 2 AS net FROM incoming WHERE amount IS NOT NULL;\n");
        lake.curate(BATCH, net, List.of(), staged(lake));
        assertThat(lake.rows())
                .extracting(row -> row.replaceAll(".*id=(.), net=(.*)}", "$1 $2"))
                .containsExactlyInAnyOrder("1 2.00", "2 4.00");
        assertThat(lake.columns()).endsWith("net decimal(11,2)");
    }

    @Test
    void keepsWhatATransformLeaves() throws IOException {
        TestLake lake = lake(APPEND);
        Transform sums =
                sql(lake, "SELECT country, sum(amount) AS total, count(*) AS n FROM incoming GROUP BY country");
        lake.curate(BATCH, sums, List.of(), staged(lake));
        assertThat(lake.rows()).containsExactly("{country=BE, n=2, total=2.00}", "{country=NL, n=1, total=1.00}");
        assertThat(lake.columns()).containsExactly("total decimal(19,2)", "n bigint");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            SELECT 1 AS id FROM incoming => must keep the partition column country, of the type string
            SELECT country, 1 AS `Net` FROM incoming => gives a column 'Net'
            SELECT country, 1 AS `_rank` FROM incoming => gives a column '_rank'
            SELECT country, 1 AS n, 2 AS n FROM incoming => gives a column 'n'
            SELECT country, array(1) AS n FROM incoming => The column n is of the type array<int>
            SELECT nothing FROM incoming => The transform net.sql failed: ExtendedAnalysisException: [UNRESOLVED_COLUMN
            SELEC 1 => The transform net.sql failed: ParseException: [PARSE_SYNTAX_ERROR]
            DROP VIEW incoming => must be one SELECT over the view incoming
            INSERT INTO other SELECT * FROM incoming => must be one SELECT over the view incoming
            SELECT country, CAST(raise_error('no!') AS string) AS n FROM incoming => The transform net.sql failed: RuntimeException: no!
            """)
    void saysWhatIsWrongWithAQuery(String query, String why) throws IOException {
        TestLake lake = lake(APPEND);
        Transform transform = sql(lake, query);
        InputFile file = staged(lake);
        assertThatThrownBy(() -> lake.curate(BATCH, transform, List.of(), file))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining(why);
        assertThat(lake.catalog.find("lake", "orders")).isEmpty();
    }

    @Test
    void needsTheOidWhereFilesReplaceOthers() throws IOException {
        TestLake lake = lake("- {property: millrace.onNewVersion, value: replace}");
        Transform transform = sql(lake, "SELECT id, country FROM incoming");
        InputFile file = staged(lake);
        assertThatThrownBy(() -> lake.curate(BATCH, transform, List.of(), file))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("must keep the column _oid");
    }

    @Test
    void runsAClassInAJar() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(BATCH, jar(lake, "Twice", """
                public class Twice implements java.util.function.UnaryOperator<Dataset<Row>> {
                    public Dataset<Row> apply(Dataset<Row> incoming) {
                        UDF1<Long, Long> twice = n -> Helper.twice(n);
                        return incoming.withColumn("twice", functions.udf(twice, DataTypes.LongType).apply(incoming.col("id")));
                    }
                }
                class Helper { static long twice(long n) { return 2 * n; } }
                """), List.of(), staged(lake));
        assertThat(lake.rows())
                .extracting(row -> row.replaceAll(".*id=(.), twice=(.*)}", "$1 $2"))
                .containsExactlyInAnyOrder("1 2", "2 4", "3 6");
    }

    @Test
    void saysWhenTheClassIsNoFunction() throws IOException {
        TestLake lake = lake(APPEND);
        Transform transform = jar(lake, "Nothing", "public class Nothing {}");
        InputFile file = staged(lake);
        assertThatThrownBy(() -> lake.curate(BATCH, transform, List.of(), file))
                .isInstanceOf(JobFailure.class)
                .hasMessage("The transform Nothing.jar: org.example.Nothing must implement"
                        + " java.util.function.UnaryOperator<Dataset<Row>>");
    }

    @Test
    void saysWhenTheClassGivesNothing() throws IOException {
        TestLake lake = lake(APPEND);
        Transform transform = jar(
                lake,
                "Lost",
                "public class Lost implements java.util.function.Function<Object, Object> { public Object apply(Object o) { return null; } }");
        InputFile file = staged(lake);
        assertThatThrownBy(() -> lake.curate(BATCH, transform, List.of(), file))
                .isInstanceOf(JobFailure.class)
                .hasMessage("The transform Lost.jar gives no data frame");
    }

    private Transform jar(TestLake lake, String name, String source) throws IOException {
        Path java = folder.resolve("org/example/" + name + ".java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                package org.example;
                import org.apache.spark.sql.*;
                import org.apache.spark.sql.api.java.UDF1;
                import org.apache.spark.sql.types.DataTypes;
                """ + source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), java.toString());
        assertThat(failed).isZero();
        String place = "contracts/" + name + ".jar";
        lake.write(place, "");
        try (OutputStream out = Files.newOutputStream(folder.resolve(place));
                JarOutputStream jar = new JarOutputStream(out);
                var classes = Files.list(java.getParent())) {
            for (Path file :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                jar.putNextEntry(new JarEntry("org/example/" + file.getFileName()));
                jar.write(Files.readAllBytes(file));
            }
        }
        return new Transform(Transform.JAR, lake.uri(place), "org.example." + name);
    }
}
