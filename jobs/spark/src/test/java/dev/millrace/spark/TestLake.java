package dev.millrace.spark;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.protection.Protector;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.protocols.Transform;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.PartitionValue;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.parquet.LakeFile;
import dev.millrace.targets.lake.parquet.LakeFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/// Buckets as folders of a local disk, a catalog in memory, and a dataset: files are staged in it as Lambda does, runs
/// are run, and the table is read where the catalog says that it lies.
final class TestLake {
    static final TokenKey KEY = new TokenKey("v1", "k".repeat(32).getBytes(StandardCharsets.UTF_8));

    final TableCatalog catalog;
    final Path root;
    final DataContract contract;
    private final String yaml;

    TestLake(Path root, String yaml) {
        this(root, yaml, new InMemoryCatalog());
    }

    TestLake(Path root, String yaml, TableCatalog catalog) {
        this.catalog = catalog;
        this.root = root;
        this.yaml = yaml;
        ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
        if (!(parsed instanceof ParsedContract.Accepted accepted)) {
            throw new AssertionError(parsed.toString());
        }
        this.contract = accepted.contract();
        write("contracts/orders.odcs.yaml", yaml);
    }

    /// A contract of the dataset `orders`.
    static String yaml(String properties, String settings) {
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:orders
                version: 1.0.0
                status: active
                schema:
                  - name: orders
                    properties:
                %s
                customProperties:
                  - {property: millrace.keyPattern, value: 'orders/*.csv'}
                  - {property: millrace.cadence, value: daily}
                %s
                """.formatted(
                        properties.indent(6).stripTrailing(), settings.indent(2).stripTrailing());
    }

    /// The same buckets and tables under another contract.
    TestLake under(String otherYaml) {
        return new TestLake(root, otherYaml, catalog);
    }

    String uri(String place) {
        return root.toUri() + place;
    }

    void write(String place, String text) {
        try {
            Path file = root.resolve(place);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stages a file as the functions do, and says what the manifest says of it.
    InputFile stage(String batch, String oid, Instant arrived, String csv, String... replaces) throws IOException {
        Path folder = Files.createTempDirectory(root, "staging-");
        Protector protector = new Protector(contract, Protector.needsKey(contract) ? KEY : null);
        LocalDate day = arrived.atOffset(ZoneOffset.UTC).toLocalDate();
        long rows;
        try (LakeFileWriter good = new LakeFileWriter(contract.staged(), oid, day, folder)) {
            Verdict verdict = FileJudge.judge(
                    contract,
                    FileBytes.of(csv.getBytes(StandardCharsets.UTF_8)),
                    JudgingResources.usual(),
                    protector.protect(good, RowSink.none()));
            if (!(verdict instanceof Verdict.Valid valid)) {
                throw new AssertionError(verdict.findings().first().toString());
            }
            rows = valid.rows();
            for (LakeFile file : good.finish()) {
                Path staged = root.resolve("staging/orders/batch=%s/%s.parquet".formatted(batch, oid));
                Files.createDirectories(staged.getParent());
                Files.move(file.file(), staged);
            }
        }
        return new InputFile(
                oid, "landing", "orders/" + oid + ".csv", "v1", csv.length(), arrived, rows, 0, List.of(replaces));
    }

    /// Loads a file of one partition into the lake, as the functions do on arrival.
    void load(String oid, String csv) throws IOException {
        Path folder = Files.createTempDirectory(root, "loading-");
        try (LakeFileWriter rows = new LakeFileWriter(contract.inLake(), oid, LocalDate.EPOCH, folder)) {
            FileJudge.judge(
                    contract,
                    FileBytes.of(csv.getBytes(StandardCharsets.UTF_8)),
                    JudgingResources.usual(),
                    new Protector(contract, null).protect(rows, RowSink.none()));
            LakeFile file = rows.finish().get(0);
            Path there = root.resolve("lake/orders").resolve(file.partition().path());
            Files.createDirectories(there);
            Files.move(file.file(), there.resolve(oid + ".parquet"));
            CatalogedTable table = new CatalogedTable(
                    "orders",
                    "orders",
                    uri("lake/orders/"),
                    CatalogTable.columns(contract.inLake()),
                    CatalogTable.partitionColumns(contract));
            List<String> values = file.partition().values().stream()
                    .map(PartitionValue::value)
                    .toList();
            catalog.save("lake", table);
            catalog.place(
                    "lake",
                    table,
                    List.of(new CatalogedPartition(values, there.toUri().toString())));
        }
    }

    /// Makes of the staged files what the crawler makes of them.
    void crawl(String batch) {
        CatalogedTable table = new CatalogedTable(
                "orders",
                "staged",
                uri("staging/orders/"),
                CatalogTable.columns(contract.staged()),
                List.of(new dev.millrace.targets.lake.CatalogColumn("batch", "string")));
        catalog.save("staging", table);
        catalog.place(
                "staging",
                table,
                List.of(new CatalogedPartition(List.of(batch), uri("staging/orders/batch=" + batch))));
    }

    /// Ids of objects whose rows runs leave out.
    List<String> withdrawn = List.of();

    RunManifest manifest(
            String kind, String batch, @Nullable Transform transform, List<String> undo, List<InputFile> files) {
        return new RunManifest(
                kind,
                "orders",
                batch,
                uri("contracts/orders.odcs.yaml"),
                transform,
                "staging",
                "lake",
                uri("staging/orders/"),
                uri("lake/orders/"),
                uri("results/orders/" + batch + "/"),
                undo,
                "arn:key",
                withdrawn,
                files);
    }

    /// Runs a job with the files that are staged.
    RunResult curate(String batch, @Nullable Transform transform, List<String> undo, InputFile... files)
            throws IOException {
        crawl(batch);
        return run(manifest(RunManifest.CURATE, batch, transform, undo, List.of(files)), new FolderFiles(root));
    }

    RunResult curate(String batch, InputFile... files) throws IOException {
        return curate(batch, null, List.of(), files);
    }

    RunResult run(RunManifest manifest, LandingFiles landing) throws IOException {
        List<String> arguments = put(manifest);
        CurateJob.open(
                        TestSpark.SESSION,
                        arguments,
                        new HadoopPlaces(TestSpark.SESSION.sessionState().newHadoopConf()),
                        catalog,
                        landing)
                .run();
        return result(manifest);
    }

    /// Writes the contract and the manifest, and gives the arguments of its job.
    List<String> put(RunManifest manifest) {
        write("contracts/orders.odcs.yaml", yaml);
        String place = "manifests/%s-%s.json".formatted(manifest.batch(), manifest.kind());
        write(place, new String(RunJson.write(manifest), StandardCharsets.UTF_8));
        return List.of("--manifest", uri(place), "--millrace-job", "j#1");
    }

    /// Writes the mark that a batch is over.
    void close(String batch) {
        write("lake/orders/_runs/" + batch + ".closed", "");
    }

    /// Loses what the job of a batch has left, as if it had died before.
    void loseResult(String batch) throws IOException {
        Files.delete(root.resolve("results/orders/" + batch + "/curate.json"));
    }

    /// The object ids of which the table has rows.
    Set<String> oids() throws IOException {
        Set<String> oids = new TreeSet<>();
        for (String row : rows()) {
            oids.add(row.replaceAll(".*_oid=([^,}]*).*", "$1"));
        }
        return oids;
    }

    /// What the job has left.
    static RunResult result(RunManifest manifest) throws IOException {
        return RunJson.read(Files.readAllBytes(Path.of(URI.create(manifest.resultPlace()))), RunResult.class);
    }

    /// Every row of the table as text, `column=value` by the columns' names, in order.
    List<String> rows() throws IOException {
        return rows("orders");
    }

    List<String> rows(String name) throws IOException {
        CatalogedTable table = catalog.find("lake", name).orElseThrow();
        List<String> rows = new ArrayList<>();
        for (CatalogedPartition partition : catalog.partitions("lake", name)) {
            Dataset<Row> files = TestSpark.SESSION.read().parquet(partition.location());
            requireColumns(table, files);
            for (Row row : files.collectAsList()) {
                TreeMap<String, String> cells = new TreeMap<>();
                for (int i = 0; i < row.length(); i++) {
                    if (!row.isNullAt(i)) {
                        cells.put(row.schema().fields()[i].name(), text(row.get(i)));
                    }
                }
                for (int i = 0; i < partition.values().size(); i++) {
                    cells.put(
                            table.partitionColumns().get(i).name(),
                            partition.values().get(i));
                }
                rows.add(cells.toString());
            }
        }
        return rows.stream().sorted().toList();
    }

    private static void requireColumns(CatalogedTable table, Dataset<Row> files) {
        for (StructField field : files.schema().fields()) {
            if (!table.columns().contains(SparkTypes.cataloged(field))) {
                throw new AssertionError(field + " is in the files, but not in " + table.columns());
            }
        }
    }

    static String text(Object value) {
        return value instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : Objects.toString(value);
    }

    /// The columns of the table, `name type` each.
    List<String> columns() {
        return catalog.find("lake", "orders").orElseThrow().columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    /// The files of a folder that are no markers and no checksums.
    List<String> files(String folder) throws IOException {
        try (var paths = Files.walk(root.resolve(folder))) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.resolve(folder).relativize(path).toString())
                    .filter(name -> Arrays.stream(name.split("/"))
                            .noneMatch(part -> part.startsWith(".") || part.startsWith("_")))
                    .sorted()
                    .toList();
        }
    }
}
