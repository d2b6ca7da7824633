package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A crawl over Parquet files that DuckDB wrote, into a catalog in memory.
class CrawlTest {
    private static final String PREFIX = "staging/orders/";

    @TempDir
    Path folder;

    private final Map<String, byte[]> objects = new TreeMap<>();
    private final MemoryCatalog catalog = new MemoryCatalog();

    @Test
    void namesTheTableAfterTheLastFolderInLettersOfAthena() {
        assertThat(target("s3://lake/staging/Orders-2026/", "stg_", "{}").table())
                .isEqualTo("stg_orders_2026");
        assertThat(target("s3://lake/staging/orders", "", "{}").prefix()).isEqualTo("staging/orders/");
        assertThat(target("s3://lake", "", "{}").table()).isEqualTo("lake");
    }

    @Test
    void writesTheColumnsAsHiveCallsThem() throws Exception {
        put("batch=1/a.parquet", """
                SELECT 1::BIGINT AS _line, 'x' AS _oid, 2::INTEGER AS Pieces, 1.5::DECIMAL(38,18) AS amount, TRUE AS paid,
                  DATE '2026-11-21' AS day, TIMESTAMPTZ '2026-11-21 02:00:00+00' AS at, 1.5::DOUBLE AS ratio, 1.5::FLOAT AS share
                """);

        crawl(target());

        assertThat(catalog.table())
                .isEqualTo(new CrawledTable(
                        List.of(
                                new HiveColumn("_line", "bigint"),
                                new HiveColumn("_oid", "string"),
                                new HiveColumn("pieces", "int"),
                                new HiveColumn("amount", "decimal(38,18)"),
                                new HiveColumn("paid", "boolean"),
                                new HiveColumn("day", "date"),
                                new HiveColumn("at", "timestamp"),
                                new HiveColumn("ratio", "double"),
                                new HiveColumn("share", "float")),
                        List.of("batch")));
        assertThat(catalog.locations).isEqualTo(Map.of(List.of("1"), "s3://lake/staging/orders/batch=1/"));
    }

    @Test
    void makesNoTableWhereNothingLies() throws Exception {
        put("batch=1/_SUCCESS", "SELECT 1 AS a");
        objects.put(PREFIX + "batch=1/empty.parquet", new byte[0]);
        put(".hidden/batch=1/a.parquet", "SELECT 1 AS a");

        crawl(target());

        assertThat(catalog.table).isNull();
    }

    @Test
    void hasTheColumnsOfAllFolders() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");
        put("batch=2/a.parquet", "SELECT 1 AS a, 'x' AS b");

        crawl(target());

        assertThat(catalog.table().columns()).extracting(HiveColumn::name).containsExactly("a", "b");
        assertThat(catalog.partitionColumns.get(List.of("1"))).isEqualTo(1);
        assertThat(catalog.partitionColumns.get(List.of("2"))).isEqualTo(2);
    }

    @Test
    void givesPartitionsTheTablesColumnsWhereTheyInherit() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");
        put("batch=2/a.parquet", "SELECT 1 AS a, 'x' AS b");

        crawl(target(
                "s3://lake/staging/orders/",
                "",
                "{\\\"Version\\\": 1.0, \\\"CrawlerOutput\\\": {\\\"Partitions\\\": {\\\"AddOrUpdateBehavior\\\":"
                        + " \\\"InheritFromTable\\\"}}}"));

        assertThat(catalog.partitionColumns.values()).containsOnly(2);
    }

    @Test
    void addsWhatIsNewAndLeavesWhatIsThere() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");
        crawl(target());
        put("batch=2/a.parquet", "SELECT 1 AS a, 'x' AS b");

        crawl(target());
        crawl(target());

        assertThat(catalog.writes).containsExactly("create", "batch=1", "update", "batch=2");
    }

    @Test
    void changesNoTableWhereItShallOnlyLog() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");
        crawl(logging());
        put("batch=2/a.parquet", "SELECT 1 AS a, 'x' AS b");

        crawl(logging());

        assertThat(catalog.table().columns()).hasSize(1);
        assertThat(catalog.locations).hasSize(2);
    }

    @Test
    void takesPartitionsOutOnlyWhereItShallDelete() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");
        put("batch=2/a.parquet", "SELECT 1 AS a");
        crawl(target());
        objects.remove(PREFIX + "batch=1/a.parquet");

        crawl(target());
        assertThat(catalog.locations).hasSize(2);
        crawl(deleting());
        assertThat(catalog.locations).containsOnlyKeys(List.of("2"));
        objects.clear();
        crawl(deleting());
        assertThat(catalog.locations).isEmpty();
    }

    @Test
    void refusesWhatNoOneTableCanBe() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");
        put("batch=2/a.parquet", "SELECT 'x' AS a");
        assertThatThrownBy(() -> crawl(target()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("batch=2")
                .hasMessageContaining("a is string, and elsewhere int");

        objects.clear();
        objects.put(PREFIX + "batch=1/a.parquet", "no Parquet at all".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> crawl(target())).isInstanceOf(Refusal.class).hasMessageContaining("batch=1/a.parquet");

        objects.clear();
        put("batch=1/a.parquet", "SELECT 1 AS a");
        put("day=1/a.parquet", "SELECT 1 AS a");
        assertThatThrownBy(() -> crawl(target())).isInstanceOf(Refusal.class).hasMessageContaining("[batch]");
        assertThat(catalog.writes).isEmpty();
    }

    @Test
    void writesNothingOnceItIsCancelled() throws Exception {
        put("batch=1/a.parquet", "SELECT 1 AS a");

        new Crawl(target(), new MemoryObjects(), catalog, () -> true).run();

        assertThat(catalog.writes).isEmpty();
    }

    private void crawl(CrawlerTarget target) {
        new Crawl(target, new MemoryObjects(), catalog, () -> false).run();
    }

    private static CrawlerTarget target() {
        return target("s3://lake/staging/orders/", "", "");
    }

    private static CrawlerTarget logging() {
        return with("\"UpdateBehavior\": \"LOG\"");
    }

    private static CrawlerTarget deleting() {
        return with("\"DeleteBehavior\": \"DELETE_FROM_DATABASE\"");
    }

    private static CrawlerTarget with(String policy) {
        return CrawlerTarget.of(ProtocolJson.read(Bytes.of("""
                {"Name": "c", "Role": "r", "Targets": {"S3Targets": [{"Path": "s3://lake/staging/orders/"}]},
                 "SchemaChangePolicy": {%s}}
                """.formatted(policy))));
    }

    private static CrawlerTarget target(String path, String tablePrefix, String configuration) {
        return CrawlerTarget.of(ProtocolJson.read(Bytes.of("""
                {"Name": "c", "Role": "r", "DatabaseName": "staging", "TablePrefix": "%s",
                 "Targets": {"S3Targets": [{"Path": "%s"}]}, "Configuration": "%s"}
                """.formatted(tablePrefix, path, configuration))));
    }

    private void put(String key, String rows) throws SQLException, IOException {
        Path file = folder.resolve("rows.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(rows, file));
        }
        objects.put(PREFIX + key, Files.readAllBytes(file));
    }

    private final class MemoryObjects implements CrawledObjects {
        @Override
        public List<CrawledFile> list(CrawlerTarget target) {
            return objects.entrySet().stream()
                    .filter(object -> CrawledFile.isData(object.getKey(), object.getValue().length, PREFIX))
                    .map(object -> CrawledFile.of(object.getKey(), object.getValue().length, PREFIX))
                    .toList();
        }

        @Override
        public FileBytes bytes(CrawlerTarget target, CrawledFile file) {
            return FileBytes.of(Objects.requireNonNull(objects.get(file.key())));
        }
    }

    private static final class MemoryCatalog implements CrawledCatalog {
        private final Map<List<String>, String> locations = new HashMap<>();
        private final Map<List<String>, Integer> partitionColumns = new HashMap<>();
        private final List<String> writes = new ArrayList<>();
        private @Nullable CrawledTable table;

        CrawledTable table() {
            return Objects.requireNonNull(table);
        }

        @Override
        public Optional<CrawledTable> find(CrawlerTarget target) {
            return Optional.ofNullable(table);
        }

        @Override
        public void put(CrawlerTarget target, CrawledTable written, boolean isNew) {
            table = written;
            writes.add(isNew ? "create" : "update");
        }

        @Override
        public Map<List<String>, String> partitions(CrawlerTarget target) {
            return Map.copyOf(locations);
        }

        @Override
        public void change(CrawlerTarget target, List<String> values, String location, List<HiveColumn> columns) {
            writes.add("batch=" + values.getFirst());
            if (columns.isEmpty()) {
                locations.remove(values);
            } else {
                locations.put(values, location);
                partitionColumns.put(values, columns.size());
            }
        }
    }
}
