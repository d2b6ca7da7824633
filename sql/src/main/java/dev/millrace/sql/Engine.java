package dev.millrace.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// DuckDB without a way to anything but its own memory and folder.
final class Engine {
    private Engine() {}

    /// An empty database in memory.
    static DuckDBConnection open(Settings settings) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "enable_external_access",
                "false",
                "autoinstall_known_extensions",
                "false",
                "autoload_known_extensions",
                "false",
                "allow_community_extensions",
                "false",
                "allow_persistent_secrets",
                "false",
                "memory_limit",
                settings.memoryBytes() + "B",
                "max_temp_directory_size",
                settings.diskBytes() + "B",
                "threads",
                Integer.toString(settings.threads()),
                DuckDBDriver.JDBC_STREAM_RESULTS,
                "true"));
        for (String place :
                new String[] {"temp_directory", "home_directory", "extension_directory", "secret_directory"}) {
            properties.setProperty(place, settings.folder());
        }
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
        return connection.unwrap(DuckDBConnection.class);
    }

    /// From now on no setting can be changed.
    static void lock(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET lock_configuration = true");
        }
    }
}
