package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/// The local cloud's catalog, as a role sees it.
final class GlueCrawledCatalog implements CrawledCatalog {
    private static final String INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    private final GlueClient glue;

    GlueCrawledCatalog(Access access, RoleSession session) {
        glue = access.client(GlueClient.builder(), session.provider());
    }

    @Override
    public Optional<CrawledTable> find(CrawlerTarget target) {
        return asked(() -> {
            glue.getDatabase(g -> g.name(target.database()));
            try {
                Table table = glue.getTable(
                                g -> g.databaseName(target.database()).name(target.table()))
                        .table();
                return Optional.of(new CrawledTable(
                        table.storageDescriptor().columns().stream()
                                .map(column -> new HiveColumn(column.name(), column.type()))
                                .toList(),
                        table.partitionKeys().stream().map(Column::name).toList()));
            } catch (EntityNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void put(CrawlerTarget target, CrawledTable table, boolean isNew) {
        TableInput input = TableInput.builder()
                .name(target.table())
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of(
                        "classification", "parquet",
                        "typeOfData", "file",
                        "compressionType", "none",
                        "CrawlerSchemaSerializerVersion", "1.0",
                        "CrawlerSchemaDeserializerVersion", "1.0",
                        "UPDATED_BY_CRAWLER", target.crawler()))
                .partitionKeys(table.partitionKeys().stream()
                        .map(name -> Column.builder().name(name).type("string").build())
                        .toList())
                .storageDescriptor(storage(target.location(), table.columns()))
                .build();
        asked(() -> isNew
                ? glue.createTable(c -> c.databaseName(target.database()).tableInput(input))
                : glue.updateTable(u -> u.databaseName(target.database()).tableInput(input)));
    }

    @Override
    public Map<List<String>, String> partitions(CrawlerTarget target) {
        var locations = new HashMap<List<String>, String>();
        return asked(() -> {
            glue.getPartitionsPaginator(g -> g.databaseName(target.database()).tableName(target.table()))
                    .forEach(page -> page.partitions()
                            .forEach(partition -> locations.put(
                                    List.copyOf(partition.values()),
                                    partition.storageDescriptor().location())));
            return locations;
        });
    }

    @Override
    public void change(CrawlerTarget target, List<String> values, String location, List<HiveColumn> columns) {
        if (columns.isEmpty()) {
            asked(() -> glue.deletePartition(d ->
                    d.databaseName(target.database()).tableName(target.table()).partitionValues(values)));
            return;
        }
        PartitionInput input = PartitionInput.builder()
                .values(values)
                .storageDescriptor(storage(location, columns))
                .build();
        asked(() -> glue.batchCreatePartition(
                b -> b.databaseName(target.database()).tableName(target.table()).partitionInputList(input)));
    }

    private static StorageDescriptor storage(String location, List<HiveColumn> columns) {
        return StorageDescriptor.builder()
                .location(location)
                .inputFormat(INPUT)
                .outputFormat(OUTPUT)
                .serdeInfo(s -> s.serializationLibrary(SERDE).parameters(Map.of("serialization.format", "1")))
                .columns(columns.stream()
                        .map(column -> Column.builder()
                                .name(column.name())
                                .type(column.type())
                                .build())
                        .toList())
                .build();
    }

    /// What the catalog refuses becomes the crawl's error.
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (GlueException e) {
            throw new Refusal("InvalidInputException", String.valueOf(e.getMessage()));
        }
    }
}
