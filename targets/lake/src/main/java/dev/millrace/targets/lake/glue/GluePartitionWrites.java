package dev.millrace.targets.lake.glue;

import dev.millrace.targets.lake.NotRegistered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/// Writes the partitions of one table, as many at once as Glue takes.
public final class GluePartitionWrites {
    /// BatchGetPartition, BatchCreatePartition and BatchUpdatePartition are asked for at most this many.
    private static final int BATCH = 100;

    private final GlueClient glue;
    private final String database;
    private final String table;

    public GluePartitionWrites(GlueClient glue, String database, String table) {
        this.glue = glue;
        this.database = database;
        this.table = table;
    }

    /// Creates partitions, all of which are missing.
    ///
    /// @param folders by the partitions' values, where they lie
    /// @param columns of the files there
    /// @return the values of those that others have created meanwhile
    /// @throws NotRegistered when one could not be created
    public List<List<String>> create(Map<List<String>, String> folders, List<Column> columns) {
        List<List<String>> others = new ArrayList<>();
        List<PartitionError> errors = new ArrayList<>();
        for (List<Map.Entry<List<String>, String>> some : batches(folders.entrySet())) {
            List<PartitionInput> inputs =
                    some.stream().map(one -> input(one, columns)).toList();
            for (PartitionError error : glue.batchCreatePartition(
                            b -> b.databaseName(database).tableName(table).partitionInputList(inputs))
                    .errors()) {
                if ("AlreadyExistsException".equals(error.errorDetail().errorCode())) {
                    others.add(error.partitionValues());
                } else {
                    errors.add(error);
                }
            }
        }
        requireNone(errors);
        return others;
    }

    /// Gives partitions that are there a folder and columns.
    ///
    /// @throws NotRegistered when one could not be changed
    public void update(Map<List<String>, String> folders, List<Column> columns) {
        for (List<Map.Entry<List<String>, String>> some : batches(folders.entrySet())) {
            List<BatchUpdatePartitionRequestEntry> entries = some.stream()
                    .map(one -> BatchUpdatePartitionRequestEntry.builder()
                            .partitionValueList(one.getKey())
                            .partitionInput(input(one, columns))
                            .build())
                    .toList();
            List<BatchUpdatePartitionFailureEntry> errors = glue.batchUpdatePartition(
                            b -> b.databaseName(database).tableName(table).entries(entries))
                    .errors();
            requireNone(errors);
        }
    }

    private static PartitionInput input(Map.Entry<List<String>, String> one, List<Column> columns) {
        return PartitionInput.builder()
                .values(one.getKey())
                .storageDescriptor(GlueTables.storage(one.getValue(), columns))
                .build();
    }

    private void requireNone(List<?> errors) {
        if (!errors.isEmpty()) {
            throw new NotRegistered(
                    "Partitions of table %s.%s were not registered: %s".formatted(database, table, errors.get(0)));
        }
    }

    /// Lists of at most as many as Glue takes at once.
    public static <T> List<List<T>> batches(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < list.size(); from += BATCH) {
            batches.add(list.subList(from, Math.min(from + BATCH, list.size())));
        }
        return batches;
    }
}
