package dev.millrace.spark;

import static org.apache.spark.sql.functions.col;

import dev.millrace.contract.DataContract;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rows that are staged for a run, in the table that the crawler made: of exactly the files of the manifest, and
/// as many of each as it says.
final class StagedRows {
    private static final Logger LOG = LoggerFactory.getLogger(StagedRows.class);

    private final SparkSession spark;
    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;
    private final DataContract contract;
    private @Nullable Dataset<Row> rows;
    private long bytes;
    private long counted;

    StagedRows(SparkSession spark, Places places, TableCatalog catalog, RunManifest manifest, DataContract contract) {
        this.spark = spark;
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.contract = contract;
    }

    /// The rows, which are counted against the manifest once.
    ///
    /// @throws JobFailure when a row is missing, or one too many is there
    Dataset<Row> read() throws IOException {
        if (rows == null) {
            rows = counted();
        }
        return rows;
    }

    private Dataset<Row> counted() throws IOException {
        List<InputFile> filled =
                manifest.files().stream().filter(file -> file.rows() > 0).toList();
        StructType schema = SparkTypes.staged(contract);
        if (filled.isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        String folder = folder();
        List<String> paths = new ArrayList<>();
        for (InputFile file : filled) {
            String place = folder + file.oid() + ".parquet";
            bytes += places.size(place)
                    .orElseThrow(() -> new JobFailure("%s (object id %s) is not staged: there is no %s"
                            .formatted(file.title(), file.oid(), place)));
            paths.add(place);
        }
        Dataset<Row> staged = spark.read().schema(schema).parquet(paths.toArray(String[]::new));
        requireEveryRow(staged);
        return staged;
    }

    /// How many rows were read.
    long count() {
        return counted;
    }

    /// Bytes of the files that were read.
    long bytes() {
        return bytes;
    }

    private String folder() {
        CatalogedTable table = catalog.find(manifest.stagingDatabase(), manifest.dataset())
                .orElseThrow(() -> new JobFailure("There is no table %s.%s: has the crawler run?"
                        .formatted(manifest.stagingDatabase(), manifest.dataset())));
        compareColumns(table);
        Optional<CatalogedPartition> partition =
                catalog.partitions(manifest.stagingDatabase(), manifest.dataset()).stream()
                        .filter(p -> p.values().equals(List.of(manifest.batch())))
                        .findFirst();
        String location = partition.map(CatalogedPartition::location).orElse(null);
        if (location == null) {
            throw new JobFailure(
                    "The table %s.%s has no partition batch=%s: has the crawler run since the files were staged?"
                            .formatted(manifest.stagingDatabase(), manifest.dataset(), manifest.batch()));
        }
        return location;
    }

    /// Rows are read as the contract says that they were staged. A crawler has words of its own for types, which
    /// are for people only.
    private void compareColumns(CatalogedTable table) {
        for (CatalogColumn wanted : CatalogTable.columns(contract.staged())) {
            String there = table.columns().stream()
                    .filter(column -> column.name().equals(wanted.name()))
                    .map(CatalogColumn::type)
                    .findFirst()
                    .orElse("not there");
            if (!there.equals(wanted.type())) {
                LOG.warn(
                        "The column {} of the crawler's table {}.{} is {}; the rows are read as {}, as version {} of the contract says",
                        wanted.name(),
                        manifest.stagingDatabase(),
                        table.name(),
                        there,
                        wanted.type(),
                        contract.version());
            }
        }
    }

    private void requireEveryRow(Dataset<Row> staged) {
        Map<String, Long> counts = new TreeMap<>();
        staged.groupBy(col(CatalogTable.OID))
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        counted = counts.values().stream().mapToLong(Long::longValue).sum();
        for (InputFile file : manifest.files()) {
            long count = Optional.ofNullable(counts.remove(file.oid())).orElse(0L);
            if (count != file.rows()) {
                throw new JobFailure("%s (object id %s) has %d rows in staging, not %d: nothing was written"
                        .formatted(file.title(), file.oid(), count, file.rows()));
            }
        }
        if (!counts.isEmpty()) {
            throw new JobFailure(
                    "There are staged rows of object id %s, which is not in the manifest: nothing was written"
                            .formatted(counts.keySet().iterator().next()));
        }
    }
}
