package dev.millrace.spark;

import dev.millrace.catalog.TableCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A catalog in memory, which can be told to break off.
final class InMemoryCatalog implements TableCatalog {
    private final Map<String, CatalogedTable> tables = new HashMap<>();
    private final Map<String, Map<List<String>, CatalogedPartition>> partitions = new HashMap<>();
    private int placesLeft = Integer.MAX_VALUE;

    /// Breaks off when this many partitions more are placed.
    void breakAfter(int places) {
        placesLeft = places;
    }

    @Override
    public Optional<CatalogedTable> find(String database, String name) {
        return Optional.ofNullable(tables.get(database + "." + name));
    }

    @Override
    public void save(String database, CatalogedTable table) {
        tables.put(database + "." + table.name(), table);
    }

    @Override
    public List<CatalogedPartition> partitions(String database, String name) {
        return List.copyOf(of(database, name).values());
    }

    private Map<List<String>, CatalogedPartition> of(String database, String name) {
        if (!tables.containsKey(database + "." + name)) {
            throw new IllegalStateException("There is no table " + name);
        }
        return partitions.computeIfAbsent(database + "." + name, key -> new LinkedHashMap<>());
    }

    @Override
    public void place(String database, CatalogedTable table, List<CatalogedPartition> placed) {
        for (CatalogedPartition partition : new ArrayList<>(placed)) {
            if (placesLeft-- <= 0) {
                throw new IllegalStateException("The catalog broke off");
            }
            if (partition.location() == null) {
                of(database, table.name()).remove(partition.values());
            } else {
                of(database, table.name()).put(partition.values(), Objects.requireNonNull(partition));
            }
        }
    }
}
