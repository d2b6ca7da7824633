package dev.millrace.targets.lake.glue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

/// The Glue catalog, in memory: tables and their partitions.
final class FakeGlue implements GlueClient {
    final List<String> requests = new ArrayList<>();
    final Map<String, Table> tables = new HashMap<>();
    final List<PartitionInput> partitions = new ArrayList<>();

    /// What happens before the next table is created.
    Runnable beforeCreate = () -> {};

    /// What happens before the next partitions are created.
    Runnable beforePartitions = () -> {};

    /// The error code that every further partition gets; empty for none.
    String partitionError = "";

    private final Set<List<String>> known = new HashSet<>();

    List<String> columnsOf(String table) {
        return described(tableOf(table).storageDescriptor().columns());
    }

    Table tableOf(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new AssertionError("There is no table " + name);
        }
        return table;
    }

    static List<String> described(List<Column> columns) {
        return columns.stream().map(c -> c.name() + " " + c.type()).toList();
    }

    @Override
    public GetTableResponse getTable(GetTableRequest request) {
        requests.add("GetTable " + request.databaseName() + "." + request.name());
        Table table = tables.get(request.name());
        if (table == null) {
            throw EntityNotFoundException.builder().statusCode(400).build();
        }
        return GetTableResponse.builder().table(table).build();
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        requests.add("CreateTable " + request.tableInput().name());
        beforeCreate.run();
        if (tables.containsKey(request.tableInput().name())) {
            throw AlreadyExistsException.builder().statusCode(400).build();
        }
        put(request.tableInput(), "1");
        return CreateTableResponse.builder().build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
        requests.add("UpdateTable " + request.tableInput().name() + " of version " + request.versionId());
        put(request.tableInput(), "2");
        return UpdateTableResponse.builder().build();
    }

    @Override
    public BatchGetPartitionResponse batchGetPartition(BatchGetPartitionRequest request) {
        List<List<String>> wanted = request.partitionsToGet().stream()
                .map(PartitionValueList::values)
                .toList();
        requests.add("BatchGetPartition " + wanted.size());
        return BatchGetPartitionResponse.builder()
                .partitions(partitions.stream()
                        .filter(partition -> wanted.contains(partition.values()))
                        .map(partition -> Partition.builder()
                                .values(partition.values())
                                .storageDescriptor(partition.storageDescriptor())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public BatchUpdatePartitionResponse batchUpdatePartition(BatchUpdatePartitionRequest request) {
        requests.add("BatchUpdatePartition " + request.entries().size());
        for (BatchUpdatePartitionRequestEntry entry : request.entries()) {
            partitions.replaceAll(partition ->
                    partition.values().equals(entry.partitionValueList()) ? entry.partitionInput() : partition);
        }
        return BatchUpdatePartitionResponse.builder().build();
    }

    @Override
    public BatchCreatePartitionResponse batchCreatePartition(BatchCreatePartitionRequest request) {
        beforePartitions.run();
        requests.add("BatchCreatePartition " + request.partitionInputList().size());
        var errors = new ArrayList<PartitionError>();
        for (PartitionInput partition : request.partitionInputList()) {
            if (!partitionError.isEmpty()) {
                errors.add(error(partition, partitionError));
            } else if (known.add(partition.values())) {
                partitions.add(partition);
            } else {
                errors.add(error(partition, "AlreadyExistsException"));
            }
        }
        return BatchCreatePartitionResponse.builder().errors(errors).build();
    }

    void put(TableInput input, String version) {
        tables.put(
                input.name(),
                Table.builder()
                        .name(input.name())
                        .versionId(version)
                        .tableType(input.tableType())
                        .owner(input.owner())
                        .parameters(input.parameters())
                        .partitionKeys(input.partitionKeys())
                        .storageDescriptor(input.storageDescriptor())
                        .build());
    }

    private static PartitionError error(PartitionInput partition, String code) {
        return PartitionError.builder()
                .partitionValues(partition.values())
                .errorDetail(e -> e.errorCode(code))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
