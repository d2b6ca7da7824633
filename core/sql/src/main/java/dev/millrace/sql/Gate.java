package dev.millrace.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Looks at what a query is before DuckDB sees it as one: one statement that reads, and only what the rows are.
///
/// The driver runs all of several statements but the last when it only prepares them, and a `WITH` may hold an
/// `INSERT`. So each query is parsed first, by DuckDB's own parser, which answers its tree as JSON.
final class Gate {
    /// What may stand in `FROM` with parentheses. Others read files, settings, or memory at an address that they are
    /// given.
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree");

    private static final Set<String> NODES =
            Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");

    private static final String NO_SELECT = "it must be one SELECT statement (without PIVOT)";

    private static final String PARSE = """
            WITH parsed AS (SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS tree)
            SELECT tree ->> '$.error_type' AS error, tree ->> '$.error_message' AS message,
                json_array_length(tree, '$.statements') AS statements,
                array_to_string(list_distinct(json_extract_string(tree, '$..type')), ' ') AS types,
                array_to_string(list_distinct(json_extract_string(tree, '$..function.function_name')), ' ') AS functions
            FROM parsed""";

    private final DuckDBConnection connection;

    Gate(DuckDBConnection connection) {
        this.connection = connection;
    }

    /// Why `query` may not be run; null if it may.
    @Nullable String refusal(String query) throws SQLException {
        try (PreparedStatement parse = connection.prepareStatement(PARSE)) {
            parse.setString(1, query);
            try (ResultSet parsed = parse.executeQuery()) {
                parsed.next();
                return refusal(parsed);
            }
        }
    }

    private static @Nullable String refusal(ResultSet parsed) throws SQLException {
        String error = parsed.getString("error");
        if (error != null) {
            boolean ofSyntax = error.equals("parser") || error.equals("syntax");
            return ofSyntax ? Reason.shown("Parser Error: " + parsed.getString("message")) : NO_SELECT;
        } else if (parsed.getInt("statements") != 1) {
            return NO_SELECT;
        }
        boolean reads =
                words(parsed, "types").stream().noneMatch(type -> type.endsWith("_NODE") && !NODES.contains(type));
        if (!reads) {
            return NO_SELECT;
        }
        Optional<String> function = words(parsed, "functions").stream()
                .filter(name -> !TABLE_FUNCTIONS.contains(name))
                .findFirst();
        return function.map("its FROM may not have the function %s"::formatted).orElse(null);
    }

    private static Set<String> words(ResultSet parsed, String column) throws SQLException {
        String text = parsed.getString(column);
        return text == null || text.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(text.split(" ")));
    }
}
