package dev.millrace.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.millrace.contract.DataContract;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// The rows that lie in partitions of the dataset's table, where the catalog says that they lie.
final class PartitionRows {
    private static final String FILE = "_file";
    private static final String FOLDER = "_folder";

    private final SparkSession spark;
    private final Places places;
    private final DataContract contract;
    private final CatalogedTable table;
    private long bytes;

    PartitionRows(SparkSession spark, Places places, DataContract contract, CatalogedTable table) {
        this.spark = spark;
        this.places = places;
        this.contract = contract;
        this.table = table;
    }

    /// The rows of these partitions, with the partition columns.
    Dataset<Row> read(List<CatalogedPartition> partitions) throws IOException {
        StructType schema = SparkTypes.of(contract, table.columns());
        List<CatalogedPartition> filled = filled(partitions);
        Dataset<Row> rows = files(schema, filled).withColumn(FOLDER, Folders.ofRow());
        List<Row> values = new ArrayList<>();
        for (CatalogedPartition partition : filled) {
            bytes += size(partition).orElse(0L);
            List<Object> row = new ArrayList<>(List.of(folder(partition)));
            row.addAll(partition.values());
            values.add(RowFactory.create(row.toArray()));
        }
        StructType texts = new StructType().add(FOLDER, DataTypes.StringType);
        for (CatalogColumn column : table.partitionColumns()) {
            texts = texts.add(column.name(), DataTypes.StringType);
        }
        Dataset<Row> byFolder = spark.createDataFrame(values, texts);
        for (CatalogColumn column : table.partitionColumns()) {
            byFolder = byFolder.withColumn(column.name(), col(column.name()).cast(SparkTypes.of(contract, column)));
        }
        return rows.join(broadcast(byFolder), FOLDER).drop(FOLDER);
    }

    /// Bytes of the files that were read.
    long bytes() {
        return bytes;
    }

    /// The values of the partitions that hold rows of one of these oids.
    Set<List<String>> holding(Set<String> oids, List<CatalogedPartition> partitions) throws IOException {
        StructType only = new StructType().add(CatalogTable.OID, DataTypes.StringType);
        return counts(only, col(CatalogTable.OID).isin(oids.toArray()), partitions)
                .keySet();
    }

    /// How many rows lie in the files of each of these partitions; those without rows are left out.
    Map<List<String>, Long> counts(List<CatalogedPartition> partitions) throws IOException {
        return counts(SparkTypes.of(contract, table.columns()), lit(true), partitions);
    }

    /// Counted by file, which Spark does without computing anything of a row.
    private Map<List<String>, Long> counts(StructType schema, Column which, List<CatalogedPartition> partitions)
            throws IOException {
        Map<String, List<String>> byFolder = new HashMap<>();
        for (CatalogedPartition partition : partitions) {
            byFolder.put(folder(partition), partition.values());
        }
        Map<List<String>, Long> counts = new HashMap<>();
        List<CatalogedPartition> filled = filled(partitions);
        if (!filled.isEmpty()) {
            files(schema, filled)
                    .where(which)
                    .groupBy(Folders.fileOfRow().as(FILE))
                    .count()
                    .collectAsList()
                    .forEach(row -> counts.merge(
                            Objects.requireNonNull(byFolder.get(FolderNames.ofFile(row.getString(0)))),
                            row.getLong(1),
                            Long::sum));
        }
        return counts;
    }

    private Dataset<Row> files(StructType schema, List<CatalogedPartition> filled) {
        String[] locations = filled.stream().map(CatalogedPartition::location).toArray(String[]::new);
        return spark.read().schema(schema).parquet(locations);
    }

    private List<CatalogedPartition> filled(List<CatalogedPartition> partitions) throws IOException {
        List<CatalogedPartition> filled = new ArrayList<>();
        for (CatalogedPartition partition : partitions) {
            if (size(partition).isPresent()) {
                filled.add(partition);
            }
        }
        return filled;
    }

    private Optional<Long> size(CatalogedPartition partition) throws IOException {
        return places.size(Objects.requireNonNull(partition.location()));
    }

    private static String folder(CatalogedPartition partition) {
        return FolderNames.of(Objects.requireNonNull(partition.location()));
    }
}
