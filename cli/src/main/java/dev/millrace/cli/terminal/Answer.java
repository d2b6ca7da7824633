package dev.millrace.cli.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a query gave.
///
/// @param columns their names
/// @param rows values as text, null where there is none
public record Answer(List<String> columns, List<List<@Nullable String>> rows) {
    public Answer {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<@Nullable String>(row)))
                .toList();
    }

    /// As a table, in the given width.
    public List<String> lines(int width) {
        var table = new TextTable(columns.toArray(String[]::new));
        rows.forEach(row ->
                table.row(row.stream().map(value -> value == null ? "" : value).toArray(String[]::new)));
        return table.lines(width);
    }

    /// One JSON object a row; all values are texts or null.
    public List<String> json() {
        return rows.stream().map(this::json).toList();
    }

    private String json(List<@Nullable String> row) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            node.put(columns.get(i), row.get(i));
        }
        return Json.line(node);
    }
}
