package dev.millrace.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// DuckDB without a way to anything but its own memory and folder.
final class IsolatedDuckDb {
    private static final List<String> FOLDERS =
            List.of("temp_directory", "home_directory", "extension_directory", "secret_directory");

    private IsolatedDuckDb() {}

    /// An empty database in memory, whose settings cannot be changed any more.
    static DuckDBConnection open(WorkerSettings settings) throws SQLException {
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        try (Statement statement = connection.createStatement()) {
            for (String setting : statements(settings)) {
                statement.execute("SET " + setting);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection.unwrap(DuckDBConnection.class);
    }

    /// In this order: without access to files no folder can be set.
    private static List<String> statements(WorkerSettings settings) {
        List<String> all = new ArrayList<>();
        for (String folder : FOLDERS) {
            all.add("%s = '%s'".formatted(folder, settings.folder().replace("'", "''")));
        }
        all.add("memory_limit = '%dB'".formatted(settings.memoryBytes()));
        all.add("max_temp_directory_size = '%dB'".formatted(settings.diskBytes()));
        all.add("threads = %d".formatted(settings.threads()));
        all.add("TimeZone = 'UTC'");
        all.add("allow_persistent_secrets = false");
        all.add("allow_community_extensions = false");
        all.add("autoinstall_known_extensions = false");
        all.add("autoload_known_extensions = false");
        all.add("enable_external_access = false");
        all.add("lock_configuration = true");
        return all;
    }
}
