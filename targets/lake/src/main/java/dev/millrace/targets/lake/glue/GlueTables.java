package dev.millrace.targets.lake.glue;

import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/// Tables of Parquet files in the words of Glue, for all who write them: what another has noted of a table or a column
/// stays.
public final class GlueTables {
    private static final String INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    private GlueTables() {}

    /// A table as it is to be.
    ///
    /// @param there the table as it is, whose parameters, owner and comments stay; null for none
    public static TableInput input(CatalogedTable table, @Nullable Table there) {
        Map<String, String> parameters = new HashMap<>(there == null ? Map.of() : there.parameters());
        parameters.put("classification", "parquet");
        parameters.put("EXTERNAL", "TRUE");
        List<Column> known =
                there == null ? List.of() : there.storageDescriptor().columns();
        List<Column> keys = there == null ? List.of() : there.partitionKeys();
        return TableInput.builder()
                .name(table.name())
                .description(table.title())
                .owner(there == null ? null : there.owner())
                .retention(there == null ? null : there.retention())
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters)
                .partitionKeys(columns(table.partitionColumns(), keys))
                .storageDescriptor(storage(table.location(), columns(table.columns(), known)))
                .build();
    }

    /// Where Parquet files lie, and how they are read.
    public static StorageDescriptor storage(String location, List<Column> columns) {
        return StorageDescriptor.builder()
                .location(location)
                .columns(columns)
                .inputFormat(INPUT)
                .outputFormat(OUTPUT)
                .serdeInfo(s -> s.serializationLibrary(SERDE).parameters(Map.of("serialization.format", "1")))
                .build();
    }

    /// Columns in Glue's words.
    public static List<Column> columns(List<CatalogColumn> columns) {
        return columns(columns, List.of());
    }

    private static List<Column> columns(List<CatalogColumn> columns, List<Column> known) {
        return columns.stream()
                .map(wanted -> known.stream()
                        .filter(column -> column.name().equals(wanted.name())
                                && column.type().equals(wanted.type()))
                        .findFirst()
                        .orElseGet(() -> Column.builder()
                                .name(wanted.name())
                                .type(wanted.type())
                                .build()))
                .toList();
    }
}
