package dev.millrace.loadfile;

import dev.millrace.common.dispatch.ServiceFault;
import dev.millrace.contract.DataContract;
import dev.millrace.lake.CatalogColumn;
import dev.millrace.lake.CatalogTable;
import dev.millrace.lake.Partition;
import dev.millrace.lake.PartitionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/// The catalog in Glue: external tables of Parquet files. A table gets the columns that its contract adds; it never
/// loses one, since older files still hold it.
final class GlueCatalog implements Catalog {
    private static final String INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    /// BatchCreatePartition takes at most this many.
    private static final int BATCH = 100;

    private final GlueClient glue;
    private final String database;

    GlueCatalog(GlueClient glue, String database) {
        this.glue = glue;
        this.database = database;
    }

    @Override
    public void register(DataContract contract, String location, List<Partition> partitions) {
        List<Column> columns = columns(CatalogTable.columns(contract));
        ensureTable(contract, location, columns);
        for (int from = 0; from < partitions.size(); from += BATCH) {
            registerPartitions(
                    contract, location, columns, partitions.subList(from, Math.min(from + BATCH, partitions.size())));
        }
    }

    private void ensureTable(DataContract contract, String location, List<Column> columns) {
        Optional<Table> there = find(contract.dataset());
        if (there.isEmpty() && create(contract, location, columns)) {
            return;
        }
        Table table = there.or(() -> find(contract.dataset()))
                .orElseThrow(() -> new IllegalStateException("The table %s of database %s was deleted while it was used"
                        .formatted(contract.dataset(), database)));
        List<Column> all = merged(contract, table, columns);
        if (all.size() > table.storageDescriptor().columns().size()) {
            glue.updateTable(u -> u.databaseName(database)
                    .tableInput(table(contract, location, all))
                    .versionId(table.versionId()));
        }
    }

    private Optional<Table> find(String name) {
        try {
            return Optional.of(
                    glue.getTable(g -> g.databaseName(database).name(name)).table());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean create(DataContract contract, String location, List<Column> columns) {
        try {
            glue.createTable(c -> c.databaseName(database).tableInput(table(contract, location, columns)));
            return true;
        } catch (AlreadyExistsException e) {
            return false;
        }
    }

    private List<Column> merged(DataContract contract, Table table, List<Column> wanted) {
        requireSamePartitions(contract, table);
        var all = new ArrayList<>(table.storageDescriptor().columns());
        for (Column column : wanted) {
            Optional<Column> there =
                    all.stream().filter(c -> c.name().equals(column.name())).findFirst();
            if (there.isEmpty()) {
                all.add(column);
            } else if (!there.get().type().equals(column.type())) {
                throw new IllegalStateException(
                        "Column %s of table %s.%s is %s, but its contract now says %s. Give the changed column a new name, or the dataset."
                                .formatted(
                                        column.name(),
                                        database,
                                        table.name(),
                                        there.get().type(),
                                        column.type()));
            }
        }
        return all;
    }

    private void requireSamePartitions(DataContract contract, Table table) {
        List<String> wanted = described(columns(CatalogTable.partitionColumns(contract)));
        List<String> there = described(table.partitionKeys());
        if (!wanted.equals(there)) {
            throw new IllegalStateException(
                    "Table %s.%s is partitioned by %s, but its contract now says %s. A table's partitioning cannot change: name a new dataset."
                            .formatted(database, table.name(), there, wanted));
        }
    }

    private static List<String> described(List<Column> columns) {
        return columns.stream().map(c -> c.name() + " " + c.type()).toList();
    }

    private void registerPartitions(
            DataContract contract, String location, List<Column> columns, List<Partition> partitions) {
        List<PartitionInput> inputs = partitions.stream()
                .map(p -> PartitionInput.builder()
                        .values(p.values().stream().map(PartitionValue::value).toList())
                        .storageDescriptor(storage(location + p.path() + "/", columns))
                        .build())
                .toList();
        List<PartitionError> errors = glue
                .batchCreatePartition(b ->
                        b.databaseName(database).tableName(contract.dataset()).partitionInputList(inputs))
                .errors()
                .stream()
                .filter(e -> !"AlreadyExistsException".equals(e.errorDetail().errorCode()))
                .toList();
        if (!errors.isEmpty()) {
            throw new ServiceFault("Partitions of table %s.%s were not registered: %s"
                    .formatted(database, contract.dataset(), errors));
        }
    }

    private TableInput table(DataContract contract, String location, List<Column> columns) {
        return TableInput.builder()
                .name(contract.dataset())
                .description(contract.title().orElse(contract.dataset()))
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("classification", "parquet", "EXTERNAL", "TRUE"))
                .partitionKeys(columns(CatalogTable.partitionColumns(contract)))
                .storageDescriptor(storage(location, columns))
                .build();
    }

    private static StorageDescriptor storage(String location, List<Column> columns) {
        return StorageDescriptor.builder()
                .location(location)
                .columns(columns)
                .inputFormat(INPUT)
                .outputFormat(OUTPUT)
                .serdeInfo(s -> s.serializationLibrary(SERDE).parameters(Map.of("serialization.format", "1")))
                .build();
    }

    private static List<Column> columns(List<CatalogColumn> columns) {
        return columns.stream()
                .map(c -> Column.builder().name(c.name()).type(c.type()).build())
                .toList();
    }
}
