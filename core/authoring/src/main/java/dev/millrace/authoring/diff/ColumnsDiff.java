package dev.millrace.authoring.diff;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.contract.parsing.ContractPlaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the columns of one contract in the other: by their name, else by their header.
final class ColumnsDiff {
    private final DataContract old;
    private final DataContract now;
    private final Changes changes;

    ColumnsDiff(DataContract old, DataContract now, Changes changes) {
        this.old = old;
        this.now = now;
        this.changes = changes;
    }

    void compare() {
        Map<Column, Column> pairs = pairs();
        old.columns().stream().filter(column -> !pairs.containsKey(column)).forEach(this::removed);
        now.columns().stream().filter(column -> !pairs.containsValue(column)).forEach(this::added);
        moved(pairs);
        pairs.forEach((before, after) -> new ColumnDiff(old, before, now, after, changes).compare());
    }

    private Map<Column, Column> pairs() {
        Map<Column, Column> pairs = new LinkedHashMap<>();
        for (Column column : old.columns()) {
            now.columns().stream()
                    .filter(other -> other.name().equals(column.name()))
                    .findFirst()
                    .ifPresent(other -> pairs.put(column, other));
        }
        for (Column column : old.columns()) {
            Optional<Column> renamed = now.columns().stream()
                    .filter(other -> other.header().equals(column.header()) && !pairs.containsValue(other))
                    .findFirst();
            renamed.ifPresent(other -> pairs.putIfAbsent(column, other));
        }
        return pairs;
    }

    private void removed(Column column) {
        Changes.Found found = changes.at(
                column.name(),
                column.header(),
                "",
                places -> places.ofColumn(column.name(), "name"),
                places -> places.ofDataset("properties"));
        if (now.onSchemaChange().allowsMore()) {
            found.breaksConsumers("new rows have no value in it");
        } else {
            found.breaksBoth("files that still have it are refused, and new rows have no value in it");
        }
    }

    private void added(Column column) {
        Changes.Found found = changes.at(
                column.name(),
                "",
                column.header(),
                places -> places.ofDataset("properties"),
                places -> places.ofColumn(column.name(), "name"));
        if (column.required()) {
            found.breaksProducers("files must have it, with a value in each row");
        } else if (now.onSchemaChange().allowsMore() || now.format().isByName()) {
            found.breaksNothing("files without it have no value in it");
        } else {
            found.breaksProducers(
                    "files without it are refused, unless millrace.onSchemaChange is evolve or permissive");
        }
    }

    /// Whether the columns that both have stand in another order.
    private void moved(Map<Column, Column> pairs) {
        List<Column> before = new ArrayList<>(pairs.values());
        List<Column> after = new ArrayList<>(now.columns());
        after.retainAll(pairs.values());
        if (before.equals(after)) {
            return;
        }
        int first = 0;
        while (before.get(first).equals(after.get(first))) {
            first++;
        }
        String was = before.get(first).name();
        String is = after.get(first).name();
        Changes.Found found = changes.at(
                "order of columns",
                was,
                is,
                places -> firstOf(places, List.of(was, is)),
                places -> places.ofColumn(is, "name"));
        boolean byPosition = now.format().isByPosition();
        boolean strict = !now.format().isByName() && now.onSchemaChange() == SchemaPolicy.STRICT;
        if (byPosition || strict) {
            found.breaksProducers("files must have their columns in the new order");
        } else {
            found.breaksNothing("files may have their columns in any order");
        }
    }

    private int firstOf(ContractPlaces places, List<String> names) {
        return names.stream()
                .filter(name ->
                        old.columns().stream().anyMatch(column -> column.name().equals(name)))
                .mapToInt(name -> places.ofColumn(name, "name"))
                .findFirst()
                .orElse(places.ofDataset("properties"));
    }
}
