package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.Transform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random lives of a table: several runs over random files, some of which replace others; runs that break off while the
/// catalog is switched are repeated, or undone by the next. After each, every cell is what the oracle says.
class LikeTheOracleTest {
    private static final List<String> COUNTRIES = List.of("NL", "a/b=c", "São Tomé %", "BE");
    private static final List<String> CITIES = List.of(" Utrecht", "lndn", "\u00a0Köln ", "straße", "LONDON", "");
    private static final String COLUMNS = """
            - {name: id, logicalType: integer, required: true, primaryKey: true}
            - {name: country, logicalType: string, required: true, partitioned: true}
            - {name: city, logicalType: string}
            - {name: amount, logicalType: number, physicalType: "decimal(9,2)"}
            - {name: at, logicalType: timestamp}
            - {name: clock, logicalType: timestamp, logicalTypeOptions: {timezone: false}}
            - {name: day, logicalType: date}
            - {name: ratio, logicalType: number, physicalType: double}
            - {name: open, logicalType: boolean}
            - {name: mins, logicalType: integer, logicalTypeOptions: {format: i16}}
            """;
    private static final String SETTINGS = """
            - {property: millrace.onNewVersion, value: replace}
            - property: millrace.curate
              value:
                deduplicate: newest
                columns: {city: {trim: true, case: upper, map: {LNDN: LONDON}, default: NOWHERE}}
                derive: [{name: net, type: 'decimal(12,2)', sql: amount + amount}]
            """;

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final List<String> ingested = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();

    @TempDir
    Path folder;

    private int oids;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7})
    void everyCellIsWhatTheOracleSays(long seed) throws IOException {
        Random random = new Random(seed);
        boolean newest = seed % 3 != 0;
        boolean keyHasPartition = seed > 4;
        TestLake lake = new TestLake(
                folder,
                TestLake.yaml(
                        keyHasPartition ? COLUMNS.replace("partitioned", "primaryKey: true, partitioned") : COLUMNS,
                        newest ? SETTINGS : SETTINGS.replace("newest", "none")),
                catalog);
        Transform transform = transform(lake, seed);
        Oracle oracle = new Oracle(newest, keyHasPartition);
        List<String> undo = new ArrayList<>();
        for (int run = 1; run <= 3; run++) {
            String batch = "202611%02dT020000Z".formatted(run);
            List<Oracle.FileRows> files = files(lake, batch, random);
            InputFile[] inputs = files.stream().map(Oracle.FileRows::file).toArray(InputFile[]::new);
            boolean breaks = random.nextInt(3) == 0;
            boolean repeated = random.nextBoolean();
            if (breaks) {
                lake.crawl(batch);
                catalog.breakAfter(1 + random.nextInt(3));
                breakOff(lake, batch, transform, undo, inputs);
                catalog.breakAfter(Integer.MAX_VALUE);
            }
            if (breaks && !repeated) {
                undo.add(batch);
                batch = "202611%02dT030000Z".formatted(run);
                List<Oracle.FileRows> again = new ArrayList<>();
                for (Oracle.FileRows file : files) {
                    again.add(restaged(lake, batch, file));
                }
                files = again;
                inputs = files.stream().map(Oracle.FileRows::file).toArray(InputFile[]::new);
            }
            lake.curate(batch, transform, undo, inputs);
            undo.clear();
            if (random.nextInt(4) == 0) {
                lake.loseResult(batch);
                lake.curate(batch, transform, List.of(), inputs);
            }
            oracle.run(files);
            assertThat(lake.rows()).as("seed %d, run %s", seed, batch).isEqualTo(oracle.rows());
        }
    }

    /// Queries that change nothing, which the job goes about in different ways; none for the other seeds.
    private static @Nullable Transform transform(TestLake lake, long seed) {
        String query = Map.of(
                        2L, "SELECT DISTINCT * FROM incoming",
                        4L, "SELECT * FROM incoming WHERE id >= 0",
                        5L, "SELECT * FROM incoming")
                .get(seed);
        if (query == null) {
            return null;
        }
        lake.write("programs/same.sql", query);
        return new Transform(Transform.SQL, lake.uri("programs/same.sql"), null);
    }

    private static void breakOff(
            TestLake lake, String batch, @Nullable Transform transform, List<String> undo, InputFile... inputs)
            throws IOException {
        try {
            lake.curate(batch, transform, undo, inputs);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("broke off");
        }
    }

    private Oracle.FileRows restaged(TestLake lake, String batch, Oracle.FileRows file) throws IOException {
        return staged(
                lake,
                batch,
                file.file().oid(),
                file.file().arrived(),
                file.rows(),
                file.file().replaces());
    }

    private List<Oracle.FileRows> files(TestLake lake, String batch, Random random) throws IOException {
        List<Oracle.FileRows> files = new ArrayList<>();
        List<Instant> arrivals = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            // Late files of days before, and two of the same moment.
            arrivals.add(Instant.parse(
                    "2026-10-%02dT23:30:00.00010%dZ".formatted(28 + random.nextInt(3), random.nextInt(2))));
        }
        arrivals.sort(Comparator.naturalOrder());
        for (Instant arrived : arrivals) {
            String oid = "f" + oids++;
            List<String> replaces = new ArrayList<>();
            List<String> current =
                    ingested.stream().filter(o -> !replaced.contains(o)).toList();
            if (!current.isEmpty() && random.nextInt(3) == 0) {
                replaces.add(current.get(random.nextInt(current.size())));
            }
            if (replaced.contains(oid)) {
                replaces.clear();
            } else if (files.size() + 1 < arrivals.size() && random.nextInt(3) == 0) {
                // A version that was recorded, or released, later than the one that replaces it.
                replaces.add("f" + oids);
            }
            replaced.addAll(replaces);
            ingested.add(oid);
            List<Map<String, String>> rows = new ArrayList<>();
            Set<Integer> keys = new HashSet<>();
            for (int n = random.nextInt(9); n > 0; n--) {
                int key = random.nextInt(12);
                if (keys.add(key)) {
                    rows.add(row(key, random));
                }
            }
            files.add(staged(lake, batch, oid, arrived, rows, replaces));
        }
        return files;
    }

    private static Map<String, String> row(int key, Random random) {
        Map<String, String> row = new HashMap<>();
        row.put("id", Integer.toString(key));
        row.put("country", COUNTRIES.get(random.nextInt(COUNTRIES.size())));
        put(row, "city", CITIES.get(random.nextInt(CITIES.size())), random);
        put(row, "amount", (random.nextInt(20_000) - 10_000) / 10.0 + "", random);
        put(
                row,
                "at",
                Instant.ofEpochSecond(random.nextInt(2_000_000_000), 123_456_000)
                        .toString(),
                random);
        put(row, "clock", "2026-03-%02dT02:30:00.500".formatted(1 + random.nextInt(28)), random);
        put(row, "day", "19%02d-12-31".formatted(random.nextInt(100)), random);
        put(row, "ratio", Double.toString(random.nextInt(1000) / 8.0), random);
        put(row, "open", Boolean.toString(random.nextBoolean()), random);
        put(row, "mins", Integer.toString(random.nextInt(1440)), random);
        return row;
    }

    private static void put(Map<String, String> row, String column, String value, Random random) {
        if (random.nextInt(5) != 0) {
            row.put(column, value);
        }
    }

    private static Oracle.FileRows staged(
            TestLake lake,
            String batch,
            String oid,
            Instant arrived,
            List<Map<String, String>> rows,
            List<String> replaces)
            throws IOException {
        List<String> columns = lake.contract.headers();
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
        for (Map<String, String> row : rows) {
            csv.append(String.join(
                            ",",
                            columns.stream()
                                    .map(column -> quoted(row.get(column)))
                                    .toList()))
                    .append('\n');
        }
        InputFile file = lake.stage(batch, oid, arrived, csv.toString(), replaces.toArray(String[]::new));
        return new Oracle.FileRows(file, rows);
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "" : "\"" + value + "\"";
    }
}
