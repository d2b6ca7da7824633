package dev.millrace.spark;

import dev.millrace.contract.DataContract;
import dev.millrace.lake.CatalogTable;
import dev.millrace.lake.runs.CuratedPartition;
import dev.millrace.lake.runs.RunJournal;
import dev.millrace.lake.runs.RunJson;
import dev.millrace.lake.runs.RunManifest;
import dev.millrace.lake.runs.RunResult;
import dev.millrace.spark.RunCatalog.CatalogedPartition;
import dev.millrace.spark.RunCatalog.CatalogedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/// Merges the staged rows of a run into the dataset's table: [#incoming] reads and curates them, and [#finish] merges
/// what is made of them.
///
/// It promises for each partition: it has all rows that it had, but those of this run's files and of the files that
/// these replace, and all of the run's rows; and where the contract keeps the newest rows, each primary key once. A
/// key that stands in two partitions is there twice. The partition is written anew beside what it was; readers see the
/// one or the other, each partition by itself. Nothing of the table is changed before everything is written, and an
/// attempt that is repeated takes back what the one before it has switched: it gives the same table.
final class CurateRun {
    private final SparkSession spark;
    private final Places places;
    private final RunCatalog catalog;
    private final RunManifest manifest;
    private final DataContract contract;
    private final Arrivals arrivals;
    private final TableColumns columns;
    private final StagedRows staged;

    CurateRun(SparkSession spark, Places places, RunCatalog catalog, RunManifest manifest, DataContract contract) {
        this.spark = spark;
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.contract = contract;
        this.arrivals = new Arrivals(spark, manifest.files());
        this.columns = new TableColumns(contract);
        this.staged = new StagedRows(spark, places, catalog, manifest, contract);
    }

    /// Takes back what broke off, then reads and curates the run's rows, up to the transform.
    Dataset<Row> incoming() throws IOException {
        new Undo(places, catalog, manifest).all();
        return new CuratedRows(contract, arrivals).of(staged.read());
    }

    /// Merges rows into the table.
    ///
    /// @param rows [#incoming], or what a transform has made of it
    RunResult finish(Dataset<Row> rows) throws IOException {
        if (manifest.transform() != null) {
            columns.requireUsable(rows, Transforms.name(manifest.transform()));
        }
        Optional<CatalogedTable> there = catalog.find(manifest.database(), manifest.dataset());
        CatalogedTable table = columns.table(manifest.location(), rows, there);
        Map<List<String>, CatalogedPartition> before = partitions(there);
        Dataset<Row> fresh = kept(columns.fitted(rows, table));
        Map<List<String>, Long> ofRun = counts(fresh);
        TableRows old = new TableRows(spark, places, contract, table);
        Map<List<String>, Long> touched = touched(ofRun.keySet(), old, before);
        List<CatalogedPartition> read = touched.keySet().stream()
                .flatMap(values -> Optional.ofNullable(before.get(values)).stream())
                .toList();
        // Each key of the run's own rows is there once already.
        boolean alone = read.isEmpty() && manifest.transform() == null;
        Dataset<Row> merged = alone ? fresh : kept(merged(fresh, old, table, read));
        touched.putAll(alone ? ofRun : PartitionCounts.of(merged, columns.partitionNames()));
        if (!alone) {
            fresh.unpersist();
        }
        write(merged, touched, old, table);
        merged.unpersist();
        RunResult result = result(touched, table);
        requireWritten(touched, table, result.partitions());
        put(table, before, result.partitions(), touched.keySet());
        return result;
    }

    /// Computed once, and on disk: rows of a run are more than the memory has room for, which sorting needs.
    private static Dataset<Row> kept(Dataset<Row> rows) {
        return rows.persist(StorageLevel.DISK_ONLY());
    }

    /// The partitions that get rows, or whose rows are replaced.
    private Map<List<String>, Long> touched(
            Set<List<String>> fresh, TableRows old, Map<List<String>, CatalogedPartition> before) throws IOException {
        Map<List<String>, Long> touched = new TreeMap<>(Comparator.comparing(List::toString));
        fresh.forEach(values -> touched.put(values, 0L));
        Set<String> replaced = arrivals.replaced();
        if (!replaced.isEmpty() && !before.isEmpty()) {
            old.holding(replaced, List.copyOf(before.values())).forEach(values -> touched.put(values, 0L));
        }
        return touched;
    }

    private void write(Dataset<Row> merged, Map<List<String>, Long> counts, TableRows old, CatalogedTable table) {
        long rows = counts.values().stream().mapToLong(Long::longValue).sum();
        double bytesOfRow = (staged.bytes() + old.bytes()) / (double) Math.max(1, rows);
        new PartitionWriter(spark, columns.partitionNames(), order(table))
                .write(merged, counts, bytesOfRow, RunJournal.folder(manifest.location(), manifest.batch()));
    }

    private Map<List<String>, CatalogedPartition> partitions(Optional<CatalogedTable> there) {
        return there.isEmpty()
                ? Map.of()
                : catalog.partitions(manifest.database(), manifest.dataset()).stream()
                        .collect(Collectors.toMap(CatalogedPartition::values, Function.identity()));
    }

    private Map<List<String>, Long> counts(Dataset<Row> fresh) {
        try {
            return PartitionCounts.of(fresh, columns.partitionNames());
        } catch (JobFailure e) {
            throw e;
        } catch (Exception e) {
            // Spark throws checked exceptions that it does not declare.
            throw new JobFailure(Transforms.title(manifest) + " failed: " + JobFailure.reason(e), e);
        }
    }

    private Dataset<Row> merged(Dataset<Row> fresh, TableRows old, CatalogedTable table, List<CatalogedPartition> read)
            throws IOException {
        Dataset<Row> all = fresh;
        if (!read.isEmpty()) {
            Dataset<Row> kept = table.has(CatalogTable.OID)
                    ? arrivals.without(old.read(read), arrivals.superseded())
                    : old.read(read);
            all = fresh.unionByName(columns.fitted(kept, table));
        }
        NewestRows newest = new NewestRows(contract);
        return newest.applyTo(all)
                ? newest.of(arrivals.ordered(all), columns.partitionNames()).drop(Arrivals.ORDER)
                : all;
    }

    private List<String> order(CatalogedTable table) {
        return Stream.concat(contract.primaryKey().stream(), Stream.of(CatalogTable.OID, CatalogTable.LINE))
                .filter(table::has)
                .toList();
    }

    private RunResult result(Map<List<String>, Long> counts, CatalogedTable table) {
        List<CuratedPartition> partitions = new ArrayList<>();
        counts.forEach((values, rows) -> {
            String path =
                    PartitionCounts.partition(columns.partitionNames(), values).path();
            String location = RunJournal.folder(table.location(), manifest.batch()) + path + "/";
            partitions.add(new CuratedPartition(path, rows, location));
        });
        return new RunResult(
                RunManifest.CURATE,
                manifest.dataset(),
                manifest.batch(),
                manifest.contract(),
                staged.count(),
                partitions.stream().mapToLong(CuratedPartition::rows).sum(),
                partitions,
                List.of(),
                PeakMemory.bytes());
    }

    /// Reads what was written: success is what lies there, not what was to be.
    private void requireWritten(Map<List<String>, Long> counts, CatalogedTable table, List<CuratedPartition> partitions)
            throws IOException {
        List<CatalogedPartition> written = new ArrayList<>();
        List<List<String>> values = List.copyOf(counts.keySet());
        for (int i = 0; i < partitions.size(); i++) {
            written.add(new CatalogedPartition(values.get(i), partitions.get(i).location()));
        }
        Map<List<String>, Long> there = new TableRows(spark, places, contract, table).counts(written);
        counts.forEach((partition, rows) -> {
            if (!rows.equals(there.getOrDefault(partition, 0L))) {
                throw new JobFailure("The partition %s has %d rows in its files, not %d: nothing was switched"
                        .formatted(partition, there.getOrDefault(partition, 0L), rows));
            }
        });
    }

    /// The journal first, then the catalog.
    private void put(
            CatalogedTable table,
            Map<List<String>, CatalogedPartition> before,
            List<CuratedPartition> partitions,
            Set<List<String>> touched)
            throws IOException {
        List<RunJournal.Switched> switched = new ArrayList<>();
        List<CatalogedPartition> now = new ArrayList<>();
        List<List<String>> values = List.copyOf(touched);
        for (int i = 0; i < values.size(); i++) {
            CatalogedPartition previous = before.get(values.get(i));
            String location = partitions.get(i).location();
            switched.add(
                    new RunJournal.Switched(values.get(i), location, previous == null ? null : previous.location()));
            now.add(new CatalogedPartition(values.get(i), location));
        }
        places.write(
                RunJournal.place(manifest.location(), manifest.batch()),
                RunJson.write(new RunJournal(manifest.batch(), switched)));
        catalog.save(manifest.database(), table);
        catalog.place(manifest.database(), table, now);
    }
}
