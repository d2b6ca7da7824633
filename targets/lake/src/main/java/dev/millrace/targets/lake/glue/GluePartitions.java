package dev.millrace.targets.lake.glue;

import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.PartitionValue;
import dev.millrace.targets.lake.TableConflict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/// The partitions of one table that a file has rows in. One counts only where it lies below the table's own folder:
/// what is put there is not seen when the partition lies elsewhere.
final class GluePartitions {
    private final GlueClient glue;
    private final String database;
    private final String table;

    /// The folders where the partitions must lie, ending in `/`, by their values.
    private final Map<List<String>, String> folders = new LinkedHashMap<>();

    /// Those that are registered, with their columns.
    private final Map<List<String>, List<Column>> there = new LinkedHashMap<>();

    /// @param location the table's folder, ending in `/`
    GluePartitions(GlueClient glue, String database, String table, String location, List<Partition> partitions) {
        this.glue = glue;
        this.database = database;
        this.table = table;
        partitions.forEach(partition -> folders.put(
                partition.values().stream().map(PartitionValue::value).toList(), location + partition.path() + "/"));
    }

    /// Looks which are registered.
    ///
    /// @throws TableConflict when one lies elsewhere
    void look() {
        look(folders.keySet());
    }

    private void look(Collection<List<String>> wanted) {
        for (List<List<String>> some : GluePartitionWrites.batches(wanted)) {
            List<PartitionValueList> values = some.stream()
                    .map(one -> PartitionValueList.builder().values(one).build())
                    .toList();
            glue.batchGetPartition(
                            g -> g.databaseName(database).tableName(table).partitionsToGet(values))
                    .partitions()
                    .forEach(partition -> {
                        requireItsFolder(
                                partition.values(),
                                partition.storageDescriptor().location());
                        there.put(
                                partition.values(),
                                partition.storageDescriptor().columns());
                    });
        }
    }

    private void requireItsFolder(List<String> values, @Nullable String location) {
        String folder = folders.get(values);
        if (folder == null || location == null || !folder.equals(location.endsWith("/") ? location : location + "/")) {
            throw new TableConflict(
                    "Partition %s of table %s.%s lies at %s: a batch has written it, and the rows of a single file at %s would not be seen. Apply a daily or monthly contract of the dataset again and release the file, or name a new dataset."
                            .formatted(String.join("/", values), database, table, location, folder));
        }
    }

    /// Registers those that are not yet, and gives the others the table's columns.
    ///
    /// @param columns all of the table's, in its order
    /// @throws TableConflict when one lies elsewhere
    void register(List<Column> columns) {
        var writes = new GluePartitionWrites(glue, database, table);
        look(writes.create(those(values -> !there.containsKey(values)), columns));
        writes.update(
                those(values ->
                        there.containsKey(values) && !isUpToDate(there.getOrDefault(values, List.of()), columns)),
                columns);
    }

    private Map<List<String>, String> those(Predicate<List<String>> wanted) {
        Map<List<String>, String> some = new LinkedHashMap<>(folders);
        some.keySet().removeIf(wanted.negate());
        return some;
    }

    /// A partition with more columns was brought up to date by somebody who knows of a younger table.
    private static boolean isUpToDate(List<Column> has, List<Column> columns) {
        return has.equals(columns) || (has.size() > columns.size() && has.containsAll(columns));
    }
}
