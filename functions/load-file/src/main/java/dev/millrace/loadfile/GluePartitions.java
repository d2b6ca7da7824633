package dev.millrace.loadfile;

import dev.millrace.catalog.GlueTables;
import dev.millrace.faults.ServiceFault;
import dev.millrace.lake.Partition;
import dev.millrace.lake.PartitionValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/// The partitions of one table that a file has rows in. One counts only where it lies below the table's own folder:
/// what is put there is not seen when the partition lies elsewhere.
final class GluePartitions {
    /// BatchGetPartition, BatchCreatePartition and BatchUpdatePartition are asked for at most this many.
    private static final int BATCH = 100;

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
        for (List<List<String>> some : batches(wanted)) {
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
        List<List<String>> missing = folders.keySet().stream()
                .filter(values -> !there.containsKey(values))
                .toList();
        batches(missing).forEach(some -> create(some, columns));
        List<List<String>> other = there.keySet().stream()
                .filter(values -> !isUpToDate(there.getOrDefault(values, List.of()), columns))
                .toList();
        batches(other).forEach(some -> update(some, columns));
    }

    /// A partition with more columns was brought up to date by somebody who knows of a younger table.
    private static boolean isUpToDate(List<Column> has, List<Column> columns) {
        return has.equals(columns) || (has.size() > columns.size() && has.containsAll(columns));
    }

    private void create(List<List<String>> missing, List<Column> columns) {
        List<PartitionInput> inputs =
                missing.stream().map(values -> input(values, columns)).toList();
        List<List<String>> others = new ArrayList<>();
        List<PartitionError> errors = new ArrayList<>();
        for (PartitionError error : glue.batchCreatePartition(
                        b -> b.databaseName(database).tableName(table).partitionInputList(inputs))
                .errors()) {
            if ("AlreadyExistsException".equals(error.errorDetail().errorCode())) {
                others.add(error.partitionValues());
            } else {
                errors.add(error);
            }
        }
        requireNone(errors);
        look(others);
    }

    private void update(List<List<String>> other, List<Column> columns) {
        List<BatchUpdatePartitionRequestEntry> entries = other.stream()
                .map(values -> BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(values)
                        .partitionInput(input(values, columns))
                        .build())
                .toList();
        List<BatchUpdatePartitionFailureEntry> errors = glue.batchUpdatePartition(
                        b -> b.databaseName(database).tableName(table).entries(entries))
                .errors();
        requireNone(errors);
    }

    private PartitionInput input(List<String> values, List<Column> columns) {
        return PartitionInput.builder()
                .values(values)
                .storageDescriptor(GlueTables.storage(folders.getOrDefault(values, ""), columns))
                .build();
    }

    private void requireNone(List<?> errors) {
        if (!errors.isEmpty()) {
            throw new ServiceFault(
                    "Partitions of table %s.%s were not registered: %s".formatted(database, table, errors));
        }
    }

    private static <T> List<List<T>> batches(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < list.size(); from += BATCH) {
            batches.add(list.subList(from, Math.min(from + BATCH, list.size())));
        }
        return batches;
    }
}
