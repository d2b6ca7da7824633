package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.protocols.CuratedPartition;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CuratingARunTest {
    private static final String RUN1 = "20261101T020000Z";
    private static final String RUN2 = "20261102T020000Z";
    private static final Instant DAY1 = Instant.parse("2026-10-31T10:00:00Z");
    private static final Instant DAY2 = Instant.parse("2026-11-01T10:00:00.123456Z");

    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: country, logicalType: string, required: true, partitioned: true}
            - {name: amount, logicalType: number, physicalType: "decimal(9,2)"}
            """;
    private static final String APPEND = "- {property: millrace.onNewVersion, value: append}";
    private static final String REPLACE = "- {property: millrace.onNewVersion, value: replace}";

    private final InMemoryCatalog catalog = new InMemoryCatalog();

    @TempDir
    Path folder;

    private TestLake lake(String settings) {
        return new TestLake(folder, TestLake.yaml(COLUMNS, settings), catalog);
    }

    @Test
    void laysRowsIntoThePartitionsThatTheyTouch() throws IOException {
        TestLake lake = lake(APPEND);
        RunResult result = lake.curate(RUN1, lake.stage(RUN1, "a", DAY2, "id,country,amount\n1,NL,1.5\n2,a/b,\n"));
        assertThat(lake.rows())
                .containsExactly(
                        "{_arrived=2026-11-01T10:00:00.123456Z, _line=2, _oid=a, amount=1.50, country=NL, id=1}",
                        "{_arrived=2026-11-01T10:00:00.123456Z, _line=3, _oid=a, country=a/b, id=2}");
        assertThat(lake.columns())
                .containsExactly(
                        "_oid string", "_line bigint", "id bigint", "amount decimal(9,2)", "_arrived timestamp");
        String run = lake.uri("lake/orders/run=" + RUN1 + "/");
        assertThat(result.partitions())
                .containsExactly(
                        new CuratedPartition("country=NL", 1, run + "country=NL/"),
                        new CuratedPartition("country=a%2Fb", 1, run + "country=a%2Fb/"));
        assertThat(result.rowsRead()).isEqualTo(2);
        assertThat(result.rowsWritten()).isEqualTo(2);
        assertThat(result.peakMemoryBytes()).isPositive();
        assertThat(lake.files("lake/orders")).hasSize(2).allMatch(name -> name.endsWith(".zstd.parquet"));
    }

    @Test
    void laysRowsByTheDayOfTheirArrivalInUtc() throws IOException {
        TestLake lake =
                new TestLake(folder, TestLake.yaml(COLUMNS.replace(", partitioned: true", ""), APPEND), catalog);
        lake.curate(
                RUN1,
                lake.stage(RUN1, "a", Instant.parse("2026-10-30T23:59:59.999Z"), "id,country,amount\n1,NL,1\n"),
                lake.stage(RUN1, "b", Instant.parse("2026-10-31T00:00:00Z"), "id,country,amount\n2,NL,1\n"));
        assertThat(lake.catalog.partitions("lake", "orders"))
                .extracting(CatalogedPartition::values)
                .containsExactlyInAnyOrder(List.of("2026-10-30"), List.of("2026-10-31"));
        assertThat(lake.rows())
                .containsExactly(
                        "{_arrived=2026-10-30T23:59:59.999Z, _line=2, _oid=a, amount=1.00, arrival_date=2026-10-30, country=NL, id=1}",
                        "{_arrived=2026-10-31T00:00:00Z, _line=2, _oid=b, amount=1.00, arrival_date=2026-10-31, country=NL, id=2}");
    }

    @Test
    void leavesPartitionsAloneThatItDoesNotTouch() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n2,BE,2\n"));
        lake.curate(RUN2, lake.stage(RUN2, "b", DAY2, "id,country,amount\n3,BE,3\n"));
        assertThat(lake.rows()).hasSize(3);
        assertThat(lake.catalog.partitions("lake", "orders"))
                .containsExactlyInAnyOrder(
                        new CatalogedPartition(List.of("NL"), lake.uri("lake/orders/run=" + RUN1 + "/country=NL/")),
                        new CatalogedPartition(List.of("BE"), lake.uri("lake/orders/run=" + RUN2 + "/country=BE/")));
    }

    @Test
    void laysRowsIntoAPartitionWhoseFolderIsGone() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n"));
        Files.move(folder.resolve("lake/orders/run=" + RUN1), folder.resolve("gone"));
        lake.curate(RUN2, lake.stage(RUN2, "b", DAY2, "id,country,amount\n2,NL,2\n"));
        assertThat(lake.rows())
                .containsExactly(
                        "{_arrived=2026-11-01T10:00:00.123456Z, _line=2, _oid=b, amount=2.00, country=NL, id=2}");
    }

    @Test
    void keepsTheNewestRowOfAKeyOfThisRunAndThoseBefore() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY2, "id,country,amount\n1,NL,1\n2,NL,1\n"));
        lake.curate(
                RUN2,
                lake.stage(RUN2, "b", DAY1, "id,country,amount\n1,NL,2\n3,NL,2\n"),
                lake.stage(RUN2, "c", DAY2, "id,country,amount\n3,NL,3\n2,NL,3\n"));
        assertThat(lake.rows())
                .extracting(row -> row.replaceAll(".*_oid=(.), amount=(.*), country.*id=(.).*", "$1 $3 $2"))
                .containsExactlyInAnyOrder("a 1 1.00", "c 3 3.00", "c 2 3.00");
    }

    @Test
    void takesRowsAwayThatAFileReplaces() throws IOException {
        TestLake lake = lake(REPLACE);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n2,BE,1\n"));
        lake.curate(RUN2, lake.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,2\n", "a"));
        assertThat(lake.rows()).singleElement().asString().contains("_oid=b");
        String emptied = lake.catalog.partitions("lake", "orders").stream()
                .filter(partition -> partition.values().equals(List.of("BE")))
                .map(CatalogedPartition::location)
                .findFirst()
                .orElseThrow();
        assertThat(emptied).contains("run=" + RUN2);
        assertThat(TestSpark.SESSION.read().parquet(emptied).columns()).contains("id");
    }

    @Test
    void dropsAReplacedFileWhereverItStandsInTheRun() throws IOException {
        TestLake lake = lake(REPLACE);
        InputFile newer = lake.stage(RUN1, "newer", DAY1, "id,country,amount\n1,NL,10\n3,BE,20\n", "older");
        InputFile older = lake.stage(RUN1, "older", DAY2, "id,country,amount\n1,NL,500\n2,NL,600\n");
        RunResult result = lake.curate(RUN1, newer, older);
        assertThat(lake.oids()).containsExactly("newer");
        assertThat(lake.rows()).hasSize(2);
        assertThat(result.rowsRead()).isEqualTo(4);
    }

    @Test
    void takesARunBackThatBrokeOffWhenItIsRepeated() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n2,BE,1\n"));
        List<String> before = lake.rows();
        InputFile file = lake.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,2\n2,BE,2\n3,DE,3\n");
        lake.crawl(RUN2);
        catalog.breakAfter(2);
        assertThatThrownBy(() -> lake.curate(RUN2, file)).hasMessageContaining("broke off");
        catalog.breakAfter(Integer.MAX_VALUE);
        assertThat(lake.rows()).isNotEqualTo(before);
        lake.curate(RUN2, file);
        assertThat(lake.rows()).hasSize(3).allMatch(row -> row.contains("_oid=b"));
    }

    @Test
    void undoesARunThatBrokeOffBeforeItBegins() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n2,BE,1\n"));
        List<String> before = lake.rows();
        InputFile file = lake.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,2\n3,DE,3\n");
        catalog.breakAfter(2);
        assertThatThrownBy(() -> lake.curate(RUN2, file)).hasMessageContaining("broke off");
        catalog.breakAfter(Integer.MAX_VALUE);
        String run3 = "20261103T020000Z";
        lake.curate(run3, null, List.of(RUN2));
        assertThat(lake.rows()).isEqualTo(before);
        assertThat(Files.exists(folder.resolve("lake/orders/run=" + RUN2))).isFalse();
        assertThat(Files.exists(folder.resolve("lake/orders/_runs/" + RUN2 + ".json")))
                .isFalse();
    }

    @Test
    void givesTheSameTableWhenARunIsRepeatedThatWasDone() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n2,BE,1\n"));
        InputFile file = lake.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,2\n3,DE,3\n");
        RunResult first = lake.curate(RUN2, file);
        List<String> rows = lake.rows();
        lake.loseResult(RUN2);
        RunResult again = lake.curate(RUN2, file);
        assertThat(lake.rows()).isEqualTo(rows);
        assertThat(again.partitions()).isEqualTo(first.partitions());
    }

    @Test
    void notesWhatItSwitchesBeforeItDoes() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n"));
        InputFile file = lake.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,2\n3,DE,3\n");
        lake.crawl(RUN2);
        catalog.breakAfter(1);
        assertThatThrownBy(() -> lake.curate(RUN2, file)).hasMessageContaining("broke off");
        byte[] journal = Files.readAllBytes(folder.resolve("lake/orders/_runs/" + RUN2 + ".json"));
        String run = lake.uri("lake/orders/run=" + RUN2 + "/");
        assertThat(RunJson.read(journal, RunJournal.class))
                .isEqualTo(new RunJournal(
                        RUN2,
                        List.of(
                                new RunJournal.Switched(List.of("DE"), run + "country=DE/", null),
                                new RunJournal.Switched(
                                        List.of("NL"),
                                        run + "country=NL/",
                                        lake.uri("lake/orders/run=" + RUN1 + "/country=NL/")))));
    }

    @Test
    void writesNothingWhenARowIsMissing() throws IOException {
        TestLake lake = lake(APPEND);
        InputFile file = lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n");
        InputFile more =
                new InputFile("a", file.bucket(), file.key(), file.versionId(), file.size(), DAY1, 2, 0, List.of());
        assertThatThrownBy(() -> lake.curate(RUN1, more))
                .isInstanceOf(JobFailure.class)
                .hasMessage(
                        "s3://landing/orders/a.csv, version v1 (object id a) has 1 rows in staging, not 2: nothing was"
                                + " written");
        assertThat(lake.catalog.find("lake", "orders")).isEmpty();
    }

    @Test
    void saysWhichFileIsNotStaged() throws IOException {
        TestLake lake = lake(APPEND);
        lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n");
        InputFile other = new InputFile("b", "landing", "orders/b.csv", "v2", 9, DAY1, 1, 0, List.of());
        assertThatThrownBy(() -> lake.curate(RUN1, other))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("orders/b.csv, version v2 (object id b) is not staged");
    }

    @Test
    void readsRowsAsTheContractSaysWhateverTheCrawlerCallsTheirTypes() throws IOException {
        TestLake lake = lake(APPEND);
        InputFile file = lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1.25\n");
        lake.crawl(RUN1);
        CatalogedTable crawled = catalog.find("staging", "orders").orElseThrow();
        CatalogedTable otherwise = new CatalogedTable(
                crawled.name(),
                crawled.title(),
                crawled.location(),
                List.of(new CatalogColumn("id", "int"), new CatalogColumn("amount", "double")),
                crawled.partitionColumns());
        catalog.save("staging", otherwise);
        lake.run(lake.manifest(RunManifest.CURATE, RUN1, null, List.of(), List.of(file)), new FolderFiles(folder));
        assertThat(lake.columns()).contains("id bigint", "amount decimal(9,2)");
        assertThat(lake.rows()).singleElement().asString().contains("amount=1.25, country=NL, id=1");
    }

    @Test
    void needsTheCrawlersPartitionOfTheBatch() throws IOException {
        TestLake lake = lake(APPEND);
        InputFile file = lake.stage(RUN2, "a", DAY1, "id,country,amount\n1,NL,1\n");
        lake.crawl(RUN1);
        RunManifest manifest = lake.manifest(RunManifest.CURATE, RUN2, null, List.of(), List.of(file));
        assertThatThrownBy(() -> lake.run(manifest, new FolderFiles(folder)))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("has no partition batch=" + RUN2);
    }

    @Test
    @Tag("H070")
    void countsRowsOfKeysThatComeInTwoFilesAndKeepsTheLastOfEach() throws IOException {
        TestLake lake = lake(APPEND);
        RunResult result = lake.curate(
                RUN1,
                lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n2,NL,1\n3,NL,1\n"),
                lake.stage(RUN1, "b", DAY1, "id,country,amount\n2,NL,5\n1,NL,6\n"));
        assertThat(lake.rows())
                .extracting(
                        row -> row.replaceAll(".*_line=(.), _oid=(.), amount=(.*), country.*id=(.).*", "$4 $2$1 $3"))
                .containsExactlyInAnyOrder("1 b3 6.00", "2 b2 5.00", "3 a4 1.00");
        assertThat(result.rowsRead()).isEqualTo(5);
        assertThat(result.rowsWritten()).isEqualTo(3);
    }

    @Test
    void makesTheTableAlsoOfARunWithoutRows() throws IOException {
        TestLake lake = lake(APPEND);
        RunResult result = lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n"));
        assertThat(result.partitions()).isEmpty();
        assertThat(lake.columns()).hasSize(5);
    }

    @Test
    void refusesAColumnOfAnotherType() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n"));
        TestLake changed = lake.under(TestLake.yaml(COLUMNS.replace("decimal(9,2)", "decimal(10,2)"), APPEND));
        InputFile file = changed.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,1\n");
        assertThatThrownBy(() -> changed.curate(RUN2, file))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("The column amount of table orders is decimal(9,2)")
                .hasMessageContaining("decimal(10,2)");
        assertThat(changed.rows()).isEqualTo(lake.rows());
    }

    @Test
    void losesNoColumn() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n"));
        TestLake changed = lake.under(TestLake.yaml(COLUMNS.replace("name: amount", "name: price"), APPEND));
        changed.curate(RUN2, changed.stage(RUN2, "b", DAY2, "id,country,price\n2,NL,2\n"));
        assertThat(changed.columns())
                .containsExactly(
                        "_oid string",
                        "_line bigint",
                        "id bigint",
                        "amount decimal(9,2)",
                        "_arrived timestamp",
                        "price decimal(9,2)");
        assertThat(changed.rows())
                .anyMatch(row -> row.contains("amount=1.00"))
                .anyMatch(row -> row.contains("price=2.00"));
    }

    @Test
    void takesOverATableThatFilesWereLoadedIntoOnArrival() throws IOException {
        TestLake lake = lake(APPEND);
        lake.load("old", "id,country,amount\n1,NL,1\n2,NL,1\n");
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,2\n"));
        assertThat(lake.rows())
                .containsExactly(
                        "{_arrived=2026-10-31T10:00:00Z, _line=2, _oid=a, amount=2.00, country=NL, id=1}",
                        "{_line=3, _oid=old, amount=1.00, country=NL, id=2}");
    }

    /// A removal finds the files of single objects alone, which are where nobody reads after the run.
    @Test
    void leavesRowsBehindThatAreStillToBeTakenAway() throws IOException {
        TestLake lake = lake(APPEND);
        lake.load("old", "id,country,amount\n1,NL,1\n2,NL,1\n");
        lake.load("gone", "id,country,amount\n3,NL,1\n");
        lake.load("apart", "id,country,amount\n4,BE,1\n");
        lake.withdrawn = List.of("apart", "gone");
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,2\n"));
        assertThat(lake.rows().stream().map(row -> row.replaceAll(".*_oid=(.*), amount.*country=(.*), id.*", "$1 $2")))
                .as("what lies in a partition that the run does not write stays for the removal")
                .containsExactlyInAnyOrder("a NL", "old NL", "apart BE");
    }

    @Test
    void refusesAnotherPartitioning() throws IOException {
        TestLake lake = lake(APPEND);
        lake.curate(RUN1, lake.stage(RUN1, "a", DAY1, "id,country,amount\n1,NL,1\n"));
        TestLake changed = lake.under(TestLake.yaml(COLUMNS.replace(", partitioned: true", ""), APPEND));
        InputFile file = changed.stage(RUN2, "b", DAY2, "id,country,amount\n1,NL,1\n");
        assertThatThrownBy(() -> changed.curate(RUN2, file))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("is partitioned by country string, but its contract now says arrival_date date");
    }

    @Test
    void writesBigPartitionsIntoSeveralFiles() {
        var rows = TestSpark.SESSION.range(1000).selectExpr("id", "cast(id % 2 as int) p");
        new PartitionWriter(TestSpark.SESSION, List.of("p"), List.of("id"))
                .write(rows, Map.of(List.of("0"), 500L, List.of("1"), 500L), 1 << 20, folder.toUri() + "big/");
        var read = TestSpark.SESSION.read().parquet(folder.toUri() + "big/");
        assertThat(read.count()).isEqualTo(1000);
        assertThat(read.inputFiles()).hasSize(6);
    }

    @Test
    void writesNothingWhenOtherRowsComeThanWereCounted() {
        TestLake lake = lake(APPEND);
        var rows = keyed(10, "id % 4");
        PartitionWriter writer = new PartitionWriter(TestSpark.SESSION, List.of("country"), List.of("id"));
        NewestRows newest = new NewestRows(lake.contract);
        String run = folder.toUri() + "run/";
        assertThat(writer.writeNewest(rows, newest, Map.of(List.of("NL"), 10L), 1, run))
                .isEqualTo(4);
        assertThatThrownBy(() -> writer.writeNewest(rows, newest, Map.of(List.of("NL"), 11L), 1, run))
                .isInstanceOf(JobFailure.class)
                .hasMessage("10 rows came to be written, not 11: nothing was switched");
    }

    @Test
    void findsTheNewestOfARunAlikeWhetherFewKeysComeAgainOrMany() {
        TestLake lake = lake(APPEND);
        var rows = keyed(20, "if(id > 16, null, id % 12)");
        List<String> few = lines(new NewestRows(lake.contract, 5).ofRun(rows));
        List<String> many = lines(new NewestRows(lake.contract, 4).ofRun(rows));
        List<String> none = lines(new NewestRows(lake.contract, 5).ofRun(rows.where("_line < 8")));
        assertThat(few)
                .containsExactly("10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "5", "6", "7", "8", "9");
        assertThat(many).isEqualTo(few);
        assertThat(none).hasSize(8);
    }

    @Test
    void takesZerosOfBothSignsForOneKey() {
        TestLake lake = new TestLake(
                folder,
                TestLake.yaml(
                        COLUMNS.replace("logicalType: integer", "logicalType: number, physicalType: double"), APPEND),
                catalog);
        var rows = keyed(6, "element_at(array(0D, -0D, 1D, double('NaN'), -double('NaN'), 2D), cast(id + 1 as int))");
        NewestRows newest = new NewestRows(lake.contract);
        assertThat(rows.select(newest.hash(rows)).distinct().count())
                .isEqualTo(rows.select("id").distinct().count());
        assertThat(lines(newest.ofRun(rows.where("id <= 0")))).containsExactly("1");
    }

    /// Rows of one file, with lines from 0.
    ///
    /// @param key of a row, by its line `id`
    private static Dataset<Row> keyed(int rows, String key) {
        return TestSpark.SESSION
                .range(rows)
                .selectExpr(
                        "'a' _oid",
                        "id _line",
                        key + " id",
                        "'NL' country",
                        "timestamp'2026-11-01' _arrived",
                        "0 _order");
    }

    private static List<String> lines(Dataset<Row> rows) {
        return rows.selectExpr("cast(_line as string)").as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }
}
