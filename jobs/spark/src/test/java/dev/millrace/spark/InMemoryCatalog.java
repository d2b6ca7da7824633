package dev.millrace.spark;

import dev.millrace.targets.lake.TableCatalog;
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
    private Runnable onRead = () -> {};
    private Runnable onLakeRead = () -> {};
    private Runnable onPlace = () -> {};

    /// Breaks off when this many partitions more are placed.
    void breakAfter(int places) {
        placesLeft = places;
    }

    /// What happens each time when the staging table's partitions are read.
    void onRead(Runnable happens) {
        onRead = happens;
    }

    /// What happens each time after the partitions of a table of the lake were read.
    void onLakeRead(Runnable happens) {
        onLakeRead = happens;
    }

    /// What happens each time after partitions of the lake were placed.
    void onPlace(Runnable happens) {
        onPlace = happens;
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
        if (database.equals("staging")) {
            onRead.run();
        }
        List<CatalogedPartition> read = List.copyOf(of(database, name).values());
        if (database.equals("lake")) {
            onLakeRead.run();
        }
        return read;
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
        if (database.equals("lake")) {
            onPlace.run();
        }
    }
}
