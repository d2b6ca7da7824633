package dev.millrace.cli.lake;

import dev.millrace.cli.terminal.Answer;
import dev.millrace.flow.verification.RowsInTable;
import dev.millrace.local.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a table as the engine of queries counts them.
public final class QueriedRows implements RowsInTable {
    private final QueryEngine engine;

    public QueriedRows(QueryEngine engine) {
        this.engine = engine;
    }

    @Override
    public Map<String, Long> byObject(String table) {
        var counts = new HashMap<String, Long>();
        for (List<@Nullable String> row : answer(table).rows()) {
            String oid = row.get(0);
            String count = row.get(1);
            counts.put(oid == null ? "" : oid, count == null ? 0 : Long.parseLong(count));
        }
        return counts;
    }

    private Answer answer(String table) {
        try {
            return engine.run("SELECT \"_oid\", count(*) AS n FROM \"%s\" GROUP BY \"_oid\"".formatted(table));
        } catch (UserError e) {
            throw new Unreadable(String.valueOf(e.getMessage()), e);
        }
    }
}
