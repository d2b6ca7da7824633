package dev.millrace.cli.lake;

import dev.millrace.cli.stack.Stack;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/// The tables of the lake's database, as the catalog has them now.
final class CatalogTables {
    private final GlueClient glue;
    private final String database;

    CatalogTables(Stack stack) {
        this.glue = stack.aws().client(GlueClient.builder());
        this.database = stack.output("CatalogDatabase");
    }

    /// The tables whose name is a word of a statement; others need not be fetched.
    List<Table> namedIn(String sql) {
        return glue.getTablesPaginator(g -> g.databaseName(database)).stream()
                .flatMap(page -> page.tableList().stream())
                .filter(table -> isWordOf(sql, table.name()))
                .toList();
    }

    /// The partitions of a table that are registered.
    List<Partition> partitions(Table table) {
        return glue.getPartitionsPaginator(g -> g.databaseName(database).tableName(table.name())).stream()
                .flatMap(page -> page.partitions().stream())
                .toList();
    }

    private static boolean isWordOf(String sql, String name) {
        return Pattern.compile(
                        "(?<![\\p{Alnum}_])" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?![\\p{Alnum}_])")
                .matcher(sql.toLowerCase(Locale.ROOT))
                .find();
    }
}
