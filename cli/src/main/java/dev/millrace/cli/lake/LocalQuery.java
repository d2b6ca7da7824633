package dev.millrace.cli.lake;

import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Answer;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Table;

/// SQL at home: DuckDB over exactly those objects that the catalog's partitions point to, as Athena reads them. What
/// lies in the lake without being registered is not seen.
final class LocalQuery implements QueryEngine {
    private final CatalogTables catalog;
    private final Stack stack;

    LocalQuery(Stack stack) {
        this.stack = stack;
        this.catalog = new CatalogTables(stack);
    }

    @Override
    public Answer run(String sql) {
        Path folder = temporaryFolder();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            var files = new LakeFiles(stack.s3(), folder);
            for (Table table : catalog.namedIn(sql)) {
                statement.execute(LakeView.sql(table, catalog.partitions(table), files::at));
            }
            // The statement may read the fetched files and nothing else of this machine.
            statement.execute("SET allowed_directories = ['" + folder.toString().replace("'", "''") + "']");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            try (ResultSet result = statement.executeQuery(sql)) {
                return answer(result);
            }
        } catch (SQLException e) {
            throw new UserError(
                    "The query is refused: " + String.valueOf(e.getMessage()).strip(), e);
        } finally {
            delete(folder);
        }
    }

    private static Answer answer(ResultSet result) throws SQLException {
        var columns = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(result.getString(i));
            }
            rows.add(row);
        }
        return new Answer(columns, rows);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("millrace-query").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be deleted", e);
        }
    }
}
