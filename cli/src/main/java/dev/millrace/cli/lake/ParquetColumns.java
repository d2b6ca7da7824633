package dev.millrace.cli.lake;

import dev.millrace.local.UserError;
import dev.millrace.targets.lake.CatalogColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;

/// Reads the columns of a Parquet file in S3, as DuckDB knows them.
final class ParquetColumns {
    private final S3Client s3;
    private final String bucket;

    ParquetColumns(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /// The columns of a file, in the words of the catalog.
    ///
    /// @throws Trouble when the file has a column that no table can have
    List<CatalogColumn> of(String key) {
        try {
            Path folder = Files.createTempDirectory("millrace-rebuild");
            Path file = folder.resolve("one.parquet");
            try {
                s3.getObject(g -> g.bucket(bucket).key(key), file);
                return read(file, key);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("s3://%s/%s cannot be fetched".formatted(bucket, key), e);
        }
    }

    private static List<CatalogColumn> read(Path file, String key) {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement statement = duck.prepareStatement(
                        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('%s', hive_partitioning = false))"
                                .formatted(file.toString().replace("'", "''")));
                ResultSet result = statement.executeQuery()) {
            List<CatalogColumn> columns = new ArrayList<>();
            while (result.next()) {
                columns.add(
                        new CatalogColumn(result.getString(1), hive(result.getString(2), result.getString(1), key)));
            }
            return columns;
        } catch (SQLException e) {
            throw new UserError("The file %s of the lake cannot be read: %s".formatted(key, e.getMessage()), e);
        }
    }

    private static String hive(String type, String column, String key) {
        return switch (type) {
            case "VARCHAR" -> "string";
            case "INTEGER" -> "int";
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP" -> "timestamp";
            case "BIGINT", "SMALLINT", "TINYINT", "FLOAT", "DOUBLE", "BOOLEAN", "DATE" -> type.toLowerCase(Locale.ROOT);
            default -> {
                if (type.startsWith("DECIMAL(")) {
                    yield type.toLowerCase(Locale.ROOT).replace(" ", "");
                }
                throw new UserError(
                        "The column %s of %s is of the type %s, for which the catalog has no word here: make the table by hand."
                                .formatted(column, key, type));
            }
        };
    }
}
