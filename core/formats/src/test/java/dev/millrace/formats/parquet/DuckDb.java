package dev.millrace.formats.parquet;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A database that writes and reads Parquet, and is not ours.
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET TimeZone = 'UTC'");
        run("SET threads = 1");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Writes what `query` answers with.
    ///
    /// @param options as `COPY` has them, such as `COMPRESSION zstd, PARQUET_VERSION v2`
    Path copy(String query, Path file, String options) throws SQLException {
        run("COPY (%s) TO '%s' (FORMAT parquet, %s)".formatted(query, file, options));
        return file;
    }

    /// The rows that `sql` answers with, in the words of [RowText].
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringJoiner row = new StringJoiner(" | ", rows.size() + 1 + ": ", "");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(text(result.getObject(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Float number) {
            return String.valueOf(number.doubleValue());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
