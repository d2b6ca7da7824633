package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.LoadedFiles;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunResult;
import dev.millrace.protocols.Transform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that cannot be curated: their files are left out and named, all others are in the table.
class RefusingRowsTest {
    private static final String RUN1 = "20261101T020000Z";
    private static final String RUN2 = "20261102T020000Z";
    private static final Instant DAY1 = Instant.parse("2026-10-31T10:00:00Z");
    private static final Instant DAY2 = Instant.parse("2026-11-01T10:00:00Z");
    private static final String HEADER = "id,country,text,amount\n";
    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: country, logicalType: string, required: true, partitioned: true}
            - {name: text, logicalType: string}
            - {name: amount, logicalType: number, physicalType: "decimal(12,2)"}
            """;
    private static final String APPEND = "- {property: millrace.onNewVersion, value: append}\n";
    private static final String REPLACE = "- {property: millrace.onNewVersion, value: replace}\n";

    @TempDir
    Path folder;

    private TestLake lake(String curation) {
        return lake(APPEND, curation);
    }

    private TestLake lake(String onNewVersion, String curation) {
        String curate = curation.isEmpty() ? "" : "- {property: millrace.curate, value: {%s}}\n".formatted(curation);
        return new TestLake(folder, TestLake.yaml(COLUMNS, onNewVersion + curate));
    }

    /// Three files, of which `bad` has the row `poison` as its third, on line 4.
    private static InputFile[] files(TestLake lake, String poison) throws IOException {
        return new InputFile[] {
            lake.stage(RUN1, "good", DAY1, HEADER + "1,NL,7,1.5\n2,BE,,\n"),
            lake.stage(RUN1, "bad", DAY1, HEADER + "11,NL,7,1\n12,NL,7,1\n" + poison + "\n14,NL,7,1\n"),
            lake.stage(RUN1, "late", DAY2, HEADER + "3,NL,8,2\n4,BE,9,\n5,BE,9,4\n")
        };
    }

    private static void assertOnlyBadIsLeftOut(TestLake lake, RunResult result) throws IOException {
        assertThat(lake.oids()).containsExactly("good", "late");
        assertThat(lake.rows()).hasSize(5);
        assertThat(result.refused()).extracting(RefusedFile::oid).containsExactly("bad");
        assertThat(result.rowsRead()).isEqualTo(5);
        assertThat(result.rowsWritten()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            derive: [{name: cents, type: int, sql: amount * 100}] | 13,NL,7,30000000 | The derived column cents (int: amount * 100) cannot be computed for a row
            derive: [{name: price, type: 'decimal(4,2)', sql: amount}] | 13,NL,7,150 | The derived column price (decimal(4,2): amount) cannot be computed for a row
            derive: [{name: n, type: bigint, sql: text}] | 13,NL,poison,1 | The derived column n (bigint: text) cannot be computed for a row
            derive: [{name: n, type: bigint, sql: id}, {name: m, type: int, sql: '100 / (n - 13)'}] | 13,NL,7,1 | The derived column m (int: 100 / (n - 13)) cannot be computed for a row
            derive: [{name: n, type: int, sql: 'id - 13'}, {name: m, type: double, sql: 1 / n}] | 13,NL,7,1 | The derived column m (double: 1 / n)
            derive: [{name: d, type: date, sql: "concat('2026-02-', if(id = 13, '30', '28'))"}] | 13,NL,7,1 | The derived column d (date:
            derive: [{name: b, type: bigint, sql: 'if(id = 13, 9223372036854775807, 0) + id'}] | 13,NL,7,1 | The derived column b (bigint:
            columns: {country: {trim: true}} | 13,"  ",7,1 | A row has no value in the partition column country after curation
            columns: {country: {trim: true, map: {XX: ''}}} | 13,XX,7,1 | A row has no value in the partition column country after curation
            columns: {country: {map: {XX: %s}}} | 13,XX,7,1 | one that cannot name a folder (more than 200 characters)
            """)
    void aFileWithOneRowThatCannotBeCuratedIsLeftOut(String curation, String poison, String reason) throws IOException {
        TestLake lake = lake(curation.replace("%s", "x".repeat(201)));
        RunResult result = lake.curate(RUN1, files(lake, poison));
        assertOnlyBadIsLeftOut(lake, result);
        assertThat(result.refused().get(0).lines()).containsExactly(4L);
        assertThat(result.refused().get(0).reason()).contains(reason).doesNotContain("poison", "30000000");
    }

    @Test
    void aFileIsFoundByHalvesWhereAnExpressionLooksAtSeveralRows() throws IOException {
        TestLake lake =
                lake("derive: [{name: n, type: bigint, sql: sum(CAST(text AS bigint)) OVER (PARTITION BY country)}]");
        RunResult result = lake.curate(RUN1, files(lake, "13,DE,poison,1"));
        assertOnlyBadIsLeftOut(lake, result);
        assertThat(result.refused().get(0).lines()).isEmpty();
    }

    @Test
    void aFirstFileThatIsAloneIsLeftOutToo() throws IOException {
        TestLake lake = lake("columns: {country: {trim: true}}");
        RunResult result = lake.curate(RUN1, lake.stage(RUN1, "bad", DAY1, HEADER + "1,\" \",,\n"));
        assertThat(result.refused()).extracting(RefusedFile::lines).containsExactly(List.of(2L));
        assertThat(result.rowsRead()).isZero();
        assertThat(lake.rows()).isEmpty();
    }

    @Test
    void namesTwentyLinesOfEachFile() throws IOException {
        TestLake lake = lake("derive: [{name: n, type: bigint, sql: text}]");
        String rows = LongStream.range(0, 30)
                .mapToObj(id -> "%d,NL,%s,\n".formatted(id, id % 10 == 0 ? "5" : "no"))
                .collect(Collectors.joining());
        RunResult result = lake.curate(
                RUN1,
                lake.stage(RUN1, "bad", DAY1, HEADER + rows),
                lake.stage(RUN1, "worse", DAY1, HEADER + "100,NL,no,\n"),
                lake.stage(RUN1, "good", DAY1, HEADER + "200,NL,1,\n"));
        assertThat(result.refused()).extracting(RefusedFile::oid).containsExactly("bad", "worse");
        assertThat(result.refused().get(0).lines())
                .hasSize(RefusedFile.MOST_LINES)
                .startsWith(3L, 4L)
                .doesNotContain(2L, 12L, 22L);
        assertThat(result.refused().get(1).lines()).containsExactly(2L);
        assertThat(lake.oids()).containsExactly("good");
    }

    @Test
    void whatFailsOnEveryRowOfSeveralFilesIsTheContract() throws IOException {
        TestLake lake = lake("derive: [{name: n, type: bigint, sql: country}]");
        InputFile[] files = files(lake, "13,NL,7,1");
        assertThatThrownBy(() -> lake.curate(RUN1, files))
                .isInstanceOf(JobFailure.class)
                .hasMessage("The derived column n (bigint: country) fails on each of the 9 rows of 3 files: mend the"
                        + " contract. Nothing was written");
        assertThat(lake.catalog.find("lake", "orders")).isEmpty();
    }

    @Test
    void aFileWhoseReplacementIsLeftOutKeepsItsRows() throws IOException {
        TestLake lake = lake(REPLACE, "derive: [{name: n, type: bigint, sql: text}]");
        lake.curate(RUN1, lake.stage(RUN1, "v1", DAY1, HEADER + "1,NL,5,\n2,BE,6,\n"));
        List<String> before = lake.rows();
        RunResult result = lake.curate(
                RUN2,
                lake.stage(RUN2, "v2", DAY2, HEADER + "1,NL,x,\n2,BE,6,\n3,NL,6,\n", "v1"),
                lake.stage(RUN2, "w2", DAY2, HEADER + "7,DE,x,\n8,DE,1,\n", "w1"),
                lake.stage(RUN2, "w1", DAY1, HEADER + "7,DE,9,\n"));
        assertThat(result.refused()).extracting(RefusedFile::oid).containsExactly("v2", "w2");
        assertThat(lake.oids()).containsExactly("v1", "w1");
        assertThat(lake.rows()).containsAll(before).hasSize(3);
    }

    @Test
    void aReplacedFileIsNotJudgedByItsRows() throws IOException {
        TestLake lake = lake(REPLACE, "derive: [{name: n, type: bigint, sql: text}]");
        RunResult result = lake.curate(
                RUN1,
                lake.stage(RUN1, "v1", DAY1, HEADER + "1,NL,x,\n"),
                lake.stage(RUN1, "v2", DAY2, HEADER + "1,NL,5,\n", "v1"));
        assertThat(result.refused()).isEmpty();
        assertThat(lake.oids()).containsExactly("v2");
    }

    private static Transform sql(TestLake lake, String query) {
        lake.write("contracts/net.sql", query);
        return new Transform(Transform.SQL, lake.uri("contracts/net.sql"), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT *, CAST(text AS bigint) AS n FROM incoming",
                "SELECT DISTINCT *, CAST(text AS bigint) AS n FROM incoming",
                "SELECT *, CAST(if(text = 'poison', raise_error(text), text) AS bigint) AS n FROM incoming",
                "SELECT id, text, amount, _oid, _line, _arrived, nullif(country, 'NO') AS country FROM incoming",
            })
    void aFileThatAQueryFailsOnIsFoundAmongMany(String query) throws IOException {
        TestLake lake = lake("");
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String row = i == 3 ? "%d,NO,poison,\n" : "%d,NL,1,\n";
            files.add(lake.stage(RUN1, "f" + i, DAY1, HEADER + row.formatted(i) + (i + 10) + ",NL,2,\n"));
        }
        RunResult result = lake.curate(RUN1, sql(lake, query), List.of(), files.toArray(InputFile[]::new));
        assertThat(result.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.oid()).isEqualTo("f3");
            assertThat(refused.lines()).isEmpty();
            assertThat(refused.reason()).contains("The transform net.sql").doesNotContain("poison");
        });
        assertThat(lake.oids()).containsExactly("f0", "f1", "f2", "f4");
        assertThat(result.rowsRead()).isEqualTo(8);
        assertThat(lake.rows()).hasSize(8);
    }

    @Test
    void aDerivedColumnBeforeATransformIsFoundByItsRows() throws IOException {
        TestLake lake = lake("derive: [{name: cents, type: int, sql: amount * 100}]");
        RunResult result = lake.curate(
                RUN1,
                sql(lake, "SELECT *, cents + 1 AS more FROM incoming"),
                List.of(),
                files(lake, "13,NL,7,30000000"));
        assertOnlyBadIsLeftOut(lake, result);
        assertThat(result.refused().get(0).lines()).containsExactly(4L);
    }

    @Test
    void aQueryThatFailsOnAllFilesFailsTheJob() throws IOException {
        TestLake lake = lake("");
        InputFile[] files = files(lake, "13,NL,7,1");
        Transform transform = sql(lake, "SELECT *, 1 / (id - id) AS n FROM incoming");
        assertThatThrownBy(() -> lake.curate(RUN1, transform, List.of(), files))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("The transform net.sql failed")
                .hasMessageContaining("SparkArithmeticException: [DIVIDE_BY_ZERO]");
        assertThat(lake.catalog.find("lake", "orders")).isEmpty();
    }

    private static final String QUARANTINE = APPEND + "- {property: millrace.onBadRow, value: quarantine}\n";
    private static final String A_THIRD = QUARANTINE + "- {property: millrace.maxBadRows, value: '34%'}\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            derive: [{name: cents, type: int, sql: amount * 100}] | 13,NL,7,30000000 | The derived column cents (int: amount * 100) cannot be computed | country=NL, id=13, text=7}
            derive: [{name: n, type: bigint, sql: text}] | 13,NL,poison,1 | The derived column n (bigint: text) cannot be computed | country=NL, id=13, text=poison}
            columns: {text: {case: upper}}, derive: [{name: n, type: bigint, sql: text}] | 13,NL,poison,1 | The derived column n | text=poison}
            columns: {country: {trim: true}} | 13,"  ",7,1 | A row has no value in the partition column country | country=  , id=13, text=7}
            """)
    void rowsAreSetAsideWhereTheContractSaysSo(String curation, String poison, String reason, String staged)
            throws IOException {
        TestLake lake = lake(A_THIRD, curation);
        RunResult result = lake.curate(RUN1, files(lake, poison));

        assertThat(result.refused()).isEmpty();
        assertThat(result.setAside()).singleElement().satisfies(aside -> {
            assertThat(aside.oid()).isEqualTo("bad");
            assertThat(aside.rows()).isEqualTo(1);
            assertThat(aside.lines()).containsExactly(4L);
            assertThat(aside.reason()).contains(reason).doesNotContain("poison", "30000000");
        });
        assertThat(result.rowsRead()).isEqualTo(9);
        assertThat(result.rowsWritten()).isEqualTo(8);
        assertThat(lake.rows()).hasSize(8).noneMatch(row -> row.contains("id=13"));
        assertThat(lake.rows("orders_set_aside"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(
                                "_line=4, _oid=bad, _reason=" + reason,
                                "_rules=curation",
                                staged,
                                "arrival_date=2026-10-31"));
        String key = "orders_set_aside/arrival_date=2026-10-31/bad.%s.parquet".formatted(RUN1);
        assertThat(RunJson.read(
                        Files.readAllBytes(folder.resolve("lake/_loads/orders/bad/" + RUN1 + ".json")),
                        LoadedFiles.class))
                .isEqualTo(new LoadedFiles(List.of(key)));
        assertThat(folder.resolve("lake/" + key)).exists();
    }

    /// Those that were set aside before count, too.
    @Test
    void aFileWithMoreRowsThanItsContractSetsAsideIsLeftOut() throws IOException {
        TestLake lake = lake(A_THIRD, "derive: [{name: n, type: bigint, sql: text}]");
        InputFile few = lake.stage(RUN1, "few", DAY1, HEADER + "1,NL,x,1\n2,NL,2,1\n3,NL,3,1\n");
        InputFile more = lake.stage(RUN1, "more", DAY1, HEADER + "11,NL,x,1\n12,NL,x,1\n13,NL,3,1\n");
        InputFile before = lake.stage(RUN1, "before", DAY1, HEADER + "21,NL,x,1\n22,NL,2,1\n23,NL,3,1\n");
        RunResult result = lake.curate(
                RUN1,
                few,
                more,
                new InputFile(
                        "before",
                        before.bucket(),
                        before.key(),
                        before.versionId(),
                        before.size(),
                        before.arrived(),
                        before.rows(),
                        1,
                        List.of()));
        assertThat(result.setAside()).extracting(RowsAside::oid).containsExactly("few");
        assertThat(result.refused()).extracting(RefusedFile::oid).containsExactly("before", "more");
        assertThat(lake.oids()).containsExactly("few");
        assertThat(lake.rows("orders_set_aside")).hasSize(1);
    }

    @Test
    void rowsAreSetAsideBeforeATransformAndItsOwnFilesAreFound() throws IOException {
        TestLake lake = lake(A_THIRD, "derive: [{name: cents, type: int, sql: amount * 100}]");
        List<InputFile> files = new ArrayList<>(List.of(files(lake, "13,NL,7,30000000")));
        files.add(lake.stage(RUN1, "worse", DAY1, HEADER + "31,NL,poison,1\n32,NL,7,1\n33,NL,7,30000000\n"));
        RunResult result = lake.curate(
                RUN1,
                sql(lake, "SELECT *, CAST(text AS bigint) AS n FROM incoming"),
                List.of(),
                files.toArray(InputFile[]::new));
        assertThat(result.setAside()).extracting(RowsAside::oid).containsExactly("bad");
        assertThat(result.refused()).extracting(RefusedFile::oid).containsExactly("worse");
        assertThat(lake.oids()).containsExactly("bad", "good", "late");
        assertThat(lake.rows()).hasSize(8);
        assertThat(lake.rows("orders_set_aside")).hasSize(1);
    }

    @Test
    void rowsThatAreSetAsideAreTakenBackWhenTheBatchEndsMeanwhile() throws IOException {
        var catalog = new InMemoryCatalog();
        var lake = new TestLake(
                folder,
                TestLake.yaml(
                        COLUMNS,
                        A_THIRD
                                + "- {property: millrace.curate, value: {derive: [{name: n, type: int, sql: text}]}}\n"),
                catalog);
        InputFile[] files = files(lake, "13,NL,x,1");
        catalog.onPlace(() -> lake.close(RUN1));
        assertThatThrownBy(() -> lake.curate(RUN1, files)).hasMessageContaining("is over");
        assertThat(lake.files("lake/orders_set_aside")).isEmpty();
    }

    @Test
    void anExpressionThatIsAnotherEachTimeFailsTheJob() throws IOException {
        TestLake lake = lake(
                QUARANTINE + "- {property: millrace.maxBadRows, value: '100%'}\n",
                "derive: [{name: n, type: int, sql: 'CAST(if(rand() < 0.5, text, uuid()) AS int)'}]");
        String rows =
                LongStream.range(0, 200).mapToObj("%d,NL,5,1\n"::formatted).collect(Collectors.joining());
        InputFile file = lake.stage(RUN1, "a", DAY1, HEADER + rows);
        assertThatThrownBy(() -> lake.curate(RUN1, file)).isInstanceOf(JobFailure.class);
        assertThat(lake.catalog.find("lake", "orders")).isEmpty();
        Path aside = folder.resolve("lake/orders_set_aside");
        assertThat(Files.exists(aside) ? lake.files("lake/orders_set_aside") : List.of())
                .isEmpty();
    }
}
