package dev.millrace.spark;

import dev.millrace.contract.DataContract;
import dev.millrace.protocols.CuratedPartition;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.protocols.Transform;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/// Merges the staged rows of a run into the dataset's table: [#incoming] reads and curates them, and [#finish] merges
/// what is made of them.
///
/// It promises for each partition: it has all of the run's rows, and all rows that it had, but those of this run's
/// files, of the files that these replace and of what was withdrawn; and where the contract keeps the newest rows,
/// each primary key once. A key that stands in two partitions is there twice. The partition is written anew beside
/// what it was; readers see the one or the other, each partition by itself. Nothing of the table is changed before
/// everything is written.
final class CurateRun {
    private static final String OR_UNWRITTEN = " failed, or what it made cannot be written";

    private final SparkSession spark;
    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;
    private final DataContract contract;
    private final Arrivals arrivals;
    private final TableColumns columns;
    private final StagedRows staged;
    private final NewestRows newest;
    private final CuratedRows curated;
    private final List<RowsAside> aside;

    /// Whether older rows of the run's own keys are among its rows until they are written.
    private boolean late;

    /// @param aside the rows that cannot be curated, and are to be set aside; all others are to be curated
    CurateRun(
            SparkSession spark,
            Places places,
            TableCatalog catalog,
            RunManifest manifest,
            DataContract contract,
            List<RowsAside> aside) {
        this.aside = List.copyOf(aside);
        this.spark = spark;
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.contract = contract;
        this.arrivals = new Arrivals(spark, manifest.files(), manifest.withdrawn());
        this.columns = new TableColumns(contract);
        this.staged = new StagedRows(spark, places, catalog, manifest, contract);
        this.newest = new NewestRows(contract);
        this.curated = new CuratedRows(contract, arrivals);
    }

    /// A query over rows.
    interface Query {
        /// What it makes of them. It is computed later.
        Dataset<Row> of(Dataset<Row> rows) throws IOException;
    }

    /// Reads and curates the run's rows, up to the transform.
    Dataset<Row> incoming() throws IOException {
        Dataset<Row> rows = curated();
        late = manifest.transform() == null && isWithin(rows);
        return late ? rows.drop(Arrivals.ORDER) : once(rows);
    }

    /// What a query makes of [#incoming].
    Dataset<Row> made(Query query) throws IOException {
        Dataset<Row> rows = curated();
        if (isWithin(rows)) {
            Dataset<Row> all = rows.drop(Arrivals.ORDER);
            Dataset<Row> made = query.of(all);
            if (PlainSelect.keepsEachRow(made, all, newest.columns())) {
                late = true;
                return made;
            }
        }
        return query.of(once(rows));
    }

    private Dataset<Row> curated() throws IOException {
        Dataset<Row> rows = staged.read();
        return aside.isEmpty() ? curated.of(rows) : failingRows().good(rows);
    }

    private FailingRows failingRows() {
        List<String> needed = manifest.transform() == null ? columns.partitionNames() : List.of();
        return new FailingRows(curated, arrivals, needed);
    }

    /// The files with rows that the contract's curation fails on.
    List<FailingRows.Failing> failing() throws IOException {
        return failingRows().files(staged.read());
    }

    /// Computes every value of rows, and lays them nowhere.
    ///
    /// @throws JobFailure when they could not be merged into the table
    void tryOut(Dataset<Row> rows) {
        requireUsable(rows);
        computed(
                () -> {
                    rows.write().format("noop").mode(SaveMode.Overwrite).save();
                    return PartitionCounts.of(rows, columns.partitionNames());
                },
                " failed");
    }

    private void requireUsable(Dataset<Row> rows) {
        if (manifest.transform() != null) {
            columns.requireUsable(rows, Transforms.name(manifest.transform()));
        }
    }

    /// Whether older rows of a key can be left out where the rows of a file are sorted.
    private boolean isWithin(Dataset<Row> rows) {
        return newest.applyTo(rows) && newest.isWithin(columns.partitionNames());
    }

    private Dataset<Row> once(Dataset<Row> rows) {
        return computed(() -> newest.applyTo(rows) ? newest.ofRun(rows) : rows, " failed")
                .drop(Arrivals.ORDER);
    }

    /// Merges rows into the table.
    ///
    /// @param rows [#incoming], or what a transform has made of it
    /// @param refused the files of the manifest that were left out of the run
    RunResult finish(Dataset<Row> rows, List<RefusedFile> refused) throws IOException {
        requireUsable(rows);
        Optional<CatalogedTable> there = catalog.find(manifest.database(), manifest.dataset());
        CatalogedTable table = columns.table(manifest.location(), rows, there);
        Map<List<String>, CatalogedPartition> before = partitions(there);
        Dataset<Row> fresh = isComputedTwice(rows) ? columns.fitted(rows, table) : kept(columns.fitted(rows, table));
        Map<List<String>, Long> ofRun = computed(() -> PartitionCounts.of(fresh, columns.partitionNames()), " failed");
        PartitionRows old = new PartitionRows(spark, places, contract, table);
        Map<List<String>, Long> counts = touched(ofRun, old, before);
        List<CatalogedPartition> read = counts.keySet().stream()
                .flatMap(values -> Optional.ofNullable(before.get(values)).stream())
                .toList();
        Dataset<Row> merged = fresh;
        if (!read.isEmpty()) {
            Dataset<Row> stays = columns.fitted(staying(old, table, read), table);
            PartitionCounts.of(stays, columns.partitionNames())
                    .forEach((values, count) -> counts.merge(values, count, Long::sum));
            merged = fresh.unionByName(stays);
        }
        boolean twice = newest.applyTo(merged) && (late || manifest.transform() != null || !read.isEmpty());
        Map<List<String>, Long> written =
                twice ? writtenNewest(merged, counts, old, table) : writtenAll(merged, counts, old, table);
        fresh.unpersist();
        List<CatalogedPartition> partitions = written.keySet().stream()
                .map(values -> new CatalogedPartition(values, location(values)))
                .toList();
        SetAsideRows setAside = new SetAsideRows(places, catalog, manifest, contract);
        try {
            setAside(setAside);
            new Switching(places, catalog, manifest).to(table, partitions, before);
        } catch (JobFailure e) {
            setAside.takeBack();
            throw e;
        }
        return result(written, refused);
    }

    private void setAside(SetAsideRows rows) throws IOException {
        if (!aside.isEmpty()) {
            FailingRows failing = failingRows();
            new Fence(places, catalog, manifest).requireOpen();
            rows.put(failing.aside(staged.read(), rows.columns()), failing::said, aside);
        }
    }

    /// Rows are counted before they are written. For that they are computed a second time, where it is cheap and gives
    /// the same: without a program, or by a query that only computes columns.
    private boolean isComputedTwice(Dataset<Row> rows) {
        Transform transform = manifest.transform();
        return transform == null || (transform.kind().equals(Transform.SQL) && PlainSelect.is(rows));
    }

    /// On disk: they are more than the memory has room for, which sorting needs.
    private static Dataset<Row> kept(Dataset<Row> rows) {
        return rows.persist(StorageLevel.DISK_ONLY());
    }

    /// The counts of the partitions that get rows, and 0 for others whose rows are replaced.
    private Map<List<String>, Long> touched(
            Map<List<String>, Long> ofRun, PartitionRows old, Map<List<String>, CatalogedPartition> before)
            throws IOException {
        Map<List<String>, Long> touched = PartitionCounts.none();
        touched.putAll(ofRun);
        Set<String> replaced = arrivals.replaced();
        if (!replaced.isEmpty() && !before.isEmpty()) {
            old.holding(replaced, List.copyOf(before.values())).forEach(values -> touched.putIfAbsent(values, 0L));
        }
        return touched;
    }

    /// Writes of each key the newest row.
    ///
    /// @return how many rows lie in the files of each partition
    private Map<List<String>, Long> writtenNewest(
            Dataset<Row> merged, Map<List<String>, Long> counts, PartitionRows old, CatalogedTable table)
            throws IOException {
        Dataset<Row> ordered = arrivals.ordered(merged);
        long rows = computed(
                () -> writer(table).writeNewest(ordered, newest, counts, bytesOfRow(counts, old), runFolder()),
                OR_UNWRITTEN);
        Map<List<String>, Long> written = lying(counts.keySet(), table);
        long lying = PartitionCounts.sum(written);
        if (lying != rows) {
            throw new JobFailure(
                    "There are %,d rows in the files of the run, not %,d: nothing was switched".formatted(lying, rows));
        }
        return written;
    }

    private Map<List<String>, Long> writtenAll(
            Dataset<Row> merged, Map<List<String>, Long> counts, PartitionRows old, CatalogedTable table)
            throws IOException {
        computed(() -> writer(table).write(merged, counts, bytesOfRow(counts, old), runFolder()), OR_UNWRITTEN);
        Map<List<String>, Long> written = lying(counts.keySet(), table);
        counts.forEach((partition, rows) -> {
            if (!rows.equals(written.get(partition))) {
                throw new JobFailure("The partition %s has %d rows in its files, not %d: nothing was switched"
                        .formatted(partition, written.get(partition), rows));
            }
        });
        return written;
    }

    private PartitionWriter writer(CatalogedTable table) {
        return new PartitionWriter(spark, columns.partitionNames(), order(table));
    }

    private String runFolder() {
        return RunJournal.folder(manifest.location(), manifest.batch());
    }

    private double bytesOfRow(Map<List<String>, Long> counts, PartitionRows old) {
        return (staged.bytes() + old.bytes()) / (double) Math.max(1, PartitionCounts.sum(counts));
    }

    private Map<List<String>, CatalogedPartition> partitions(Optional<CatalogedTable> there) {
        return there.isEmpty()
                ? Map.of()
                : catalog.partitions(manifest.database(), manifest.dataset()).stream()
                        .collect(Collectors.toMap(CatalogedPartition::values, Function.identity()));
    }

    /// Says whose rows they are that cannot be computed.
    ///
    /// @param failed what else it may be that failed
    private <T> T computed(Supplier<T> computation, String failed) {
        try {
            return computation.get();
        } catch (JobFailure e) {
            throw e;
        } catch (Exception e) {
            // Spark throws checked exceptions that it does not declare.
            throw JobFailure.computing(Transforms.title(manifest) + failed + ": " + JobFailure.reason(e), e);
        }
    }

    private Dataset<Row> staying(PartitionRows old, CatalogedTable table, List<CatalogedPartition> read)
            throws IOException {
        return table.has(CatalogTable.OID) ? arrivals.without(old.read(read), arrivals.superseded()) : old.read(read);
    }

    private List<String> order(CatalogedTable table) {
        return Stream.concat(contract.primaryKey().stream(), Stream.of(CatalogTable.OID, CatalogTable.LINE))
                .filter(table::has)
                .toList();
    }

    private RunResult result(Map<List<String>, Long> written, List<RefusedFile> refused) {
        List<CuratedPartition> partitions = new ArrayList<>();
        written.forEach((values, rows) -> partitions.add(new CuratedPartition(path(values), rows, location(values))));
        return new RunResult(
                RunManifest.CURATE,
                manifest.dataset(),
                manifest.batch(),
                manifest.contract(),
                staged.count(),
                PartitionCounts.sum(written),
                partitions,
                List.of(),
                refused,
                aside,
                PeakMemory.bytes());
    }

    private String path(List<String> values) {
        return PartitionCounts.partition(columns.partitionNames(), values).path();
    }

    /// Where this run writes a partition.
    private String location(List<String> values) {
        return runFolder() + path(values) + "/";
    }

    /// Reads what was written: success is what lies there, not what was to be.
    private Map<List<String>, Long> lying(Set<List<String>> partitions, CatalogedTable table) throws IOException {
        Map<List<String>, Long> lying = PartitionCounts.none();
        partitions.forEach(values -> lying.put(values, 0L));
        lying.putAll(new PartitionRows(spark, places, contract, table)
                .counts(partitions.stream()
                        .map(values -> new CatalogedPartition(values, location(values)))
                        .toList()));
        return lying;
    }
}
