package dev.millrace.targets.lake.glue;

import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.NotRegistered;
import dev.millrace.targets.lake.TableCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;

/// The catalog in Glue.
public final class GlueTableCatalog implements TableCatalog {
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
        Map<List<String>, String> created = new LinkedHashMap<>();
        Map<List<String>, String> updated = new LinkedHashMap<>();
        for (CatalogedPartition partition : partitions) {
            CatalogedPartition before = there.get(partition.values());
            String location = partition.location();
            if (location == null) {
                delete(database, table, partition, before);
            } else if (before == null) {
                created.put(partition.values(), location);
            } else if (!before.equals(partition)) {
                updated.put(partition.values(), location);
            }
        }
        var writes = new GluePartitionWrites(glue, database, table.name());
        List<Column> columns = GlueTables.columns(table.columns());
        List<List<String>> others = writes.create(created, columns);
        if (!others.isEmpty()) {
            throw new NotRegistered("Partitions of table %s.%s were created by another meanwhile: %s"
                    .formatted(database, table.name(), others));
        }
        writes.update(updated, columns);
    }

    private void delete(
            String database, CatalogedTable table, CatalogedPartition partition, @Nullable CatalogedPartition before) {
        if (before != null) {
            glue.deletePartition(
                    d -> d.databaseName(database).tableName(table.name()).partitionValues(partition.values()));
        }
    }
}
