package dev.millrace.cli.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

class LakeViewTest {
    private static final Table TABLE = Table.builder()
            .name("it's")
            .storageDescriptor(s -> s.columns(
                            column("name", "string"), column("amount", "decimal(10,2)"), column("late", "bigint"))
                    .location("s3://lake/t/"))
            .partitionKeys(column("day", "date"))
            .build();

    @TempDir
    Path folder;

    @Test
    void showsOnlyRegisteredPartitionsWithTheCatalogsTypes() throws SQLException {
        Map<String, List<Path>> places =
                Map.of("s3://lake/t/day=1/", List.of(parquet("SELECT 'a' AS name, 1.5 AS amount, 7 AS extra")));
        String view = LakeView.sql(
                TABLE,
                List.of(partition("2026-11-21", "s3://lake/t/day=1/")),
                location -> places.getOrDefault(location, List.of()));
        assertThat(rows(
                        view,
                        "SELECT name, typeof(amount), late, typeof(late), typeof(\"day\"), \"day\" FROM \"it's\""))
                .isEqualTo("a|DECIMAL(10,2)|null|BIGINT|DATE|2026-11-21");
    }

    @Test
    void isEmptyButTypedWithoutPartitions() throws SQLException {
        String view = LakeView.sql(TABLE, List.of(), location -> List.of());
        assertThat(rows(view, "SELECT count(*) FROM \"it's\" WHERE amount > 1")).isEqualTo("0");
    }

    private String rows(String view, String sql) throws SQLException {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute(view);
            try (var result = statement.executeQuery(sql)) {
                assertThat(result.next()).isTrue();
                var row = new StringBuilder(String.valueOf(result.getString(1)));
                for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append('|').append(result.getString(i));
                }
                return row.toString();
            }
        }
    }

    private Path parquet(String sql) throws SQLException {
        Path file = folder.resolve("file.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (" + sql + ") TO '" + file + "' (FORMAT parquet)");
        }
        assertThat(Files.exists(file)).isTrue();
        return file;
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    private static Partition partition(String value, String location) {
        return Partition.builder()
                .values(value)
                .storageDescriptor(
                        StorageDescriptor.builder().location(location).build())
                .build();
    }
}
