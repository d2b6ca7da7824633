package dev.millrace.catalog;

import dev.millrace.lake.CatalogColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Table;

/// The catalog in Glue.
public final class GlueTableCatalog implements TableCatalog {
    /// BatchCreatePartition and BatchUpdatePartition take at most this many.
    private static final int BATCH = 100;

    private final GlueClient glue;

    public GlueTableCatalog(GlueClient glue) {
        this.glue = glue;
    }

    @Override
    public Optional<CatalogedTable> find(String database, String name) {
        return table(database, name)
                .map(table -> new CatalogedTable(
                        table.name(),
                        String.valueOf(table.description()),
                        table.storageDescriptor().location(),
                        cataloged(table.storageDescriptor().columns()),
                        cataloged(table.partitionKeys())));
    }

    private Optional<Table> table(String database, String name) {
        try {
            return Optional.of(
                    glue.getTable(g -> g.databaseName(database).name(name)).table());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private static List<CatalogColumn> cataloged(List<Column> columns) {
        return columns.stream()
                .map(column -> new CatalogColumn(column.name(), column.type()))
                .toList();
    }

    @Override
    public void save(String database, CatalogedTable table) {
        Optional<Table> there = table(database, table.name());
        if (there.isEmpty()) {
            glue.createTable(c -> c.databaseName(database).tableInput(GlueTables.input(table, null)));
        } else if (!cataloged(there.get().storageDescriptor().columns()).equals(table.columns())) {
            glue.updateTable(u -> u.databaseName(database)
                    .tableInput(GlueTables.input(table, there.get()))
                    .versionId(there.get().versionId()));
        }
    }

    @Override
    public List<CatalogedPartition> partitions(String database, String name) {
        return glue
                .getPartitionsPaginator(
                        g -> g.databaseName(database).tableName(name).excludeColumnSchema(true))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .map(partition -> new CatalogedPartition(
                        partition.values(), partition.storageDescriptor().location()))
                .toList();
    }

    @Override
    public void place(String database, CatalogedTable table, List<CatalogedPartition> partitions) {
        Map<List<String>, CatalogedPartition> there = partitions(database, table.name()).stream()
                .collect(Collectors.toMap(CatalogedPartition::values, Function.identity()));
        List<PartitionInput> created = new ArrayList<>();
        List<BatchUpdatePartitionRequestEntry> updated = new ArrayList<>();
        for (CatalogedPartition partition : partitions) {
            CatalogedPartition before = there.get(partition.values());
            String location = partition.location();
            if (location == null) {
                delete(database, table, partition, before);
            } else if (before == null) {
                created.add(input(partition.values(), location, table));
            } else if (!before.equals(partition)) {
                updated.add(BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(partition.values())
                        .partitionInput(input(partition.values(), location, table))
                        .build());
            }
        }
        batches(created).forEach(batch -> create(database, table, batch));
        batches(updated).forEach(batch -> update(database, table, batch));
    }

    private void delete(
            String database, CatalogedTable table, CatalogedPartition partition, @Nullable CatalogedPartition before) {
        if (before != null) {
            glue.deletePartition(
                    d -> d.databaseName(database).tableName(table.name()).partitionValues(partition.values()));
        }
    }

    private void create(String database, CatalogedTable table, List<PartitionInput> inputs) {
        List<PartitionError> errors = glue.batchCreatePartition(
                        b -> b.databaseName(database).tableName(table.name()).partitionInputList(inputs))
                .errors();
        requireNone(database, table, errors);
    }

    private void update(String database, CatalogedTable table, List<BatchUpdatePartitionRequestEntry> entries) {
        List<BatchUpdatePartitionFailureEntry> errors = glue.batchUpdatePartition(
                        b -> b.databaseName(database).tableName(table.name()).entries(entries))
                .errors();
        requireNone(database, table, errors);
    }

    private static void requireNone(String database, CatalogedTable table, List<?> errors) {
        if (!errors.isEmpty()) {
            throw new IllegalStateException("Partitions of table %s.%s could not be switched: %s"
                    .formatted(database, table.name(), errors.get(0)));
        }
    }

    private static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        return batches;
    }

    private static PartitionInput input(List<String> values, String location, CatalogedTable table) {
        return PartitionInput.builder()
                .values(values)
                .storageDescriptor(GlueTables.storage(location, GlueTables.columns(table.columns())))
                .build();
    }
}
