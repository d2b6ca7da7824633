package dev.millrace.targets.lake;

import dev.millrace.protocols.RunJournal;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Takes back what a run has switched: each partition that still lies where the run has put it goes back to where it
/// lay before. A partition that somebody else has switched since is left.
public final class SwitchBack {
    private final TableCatalog catalog;

    public SwitchBack(TableCatalog catalog) {
        this.catalog = catalog;
    }

    /// Switches back what a run has switched. It may be repeated.
    ///
    /// @param journal of the run
    /// @return how many partitions were switched back; 0 where there is no such table
    public int of(String database, String name, RunJournal journal) {
        Optional<CatalogedTable> table = catalog.find(database, name);
        if (table.isEmpty()) {
            return 0;
        }
        Set<CatalogedPartition> now = new HashSet<>(catalog.partitions(database, name));
        Set<CatalogedPartition> back = new HashSet<>();
        for (RunJournal.Switched switched : journal.partitions()) {
            if (now.contains(new CatalogedPartition(switched.values(), switched.location()))) {
                back.add(new CatalogedPartition(switched.values(), switched.previous()));
            }
        }
        catalog.place(
                database,
                table.get(),
                back.stream()
                        .sorted(Comparator.comparing(partition -> Objects.toString(partition.values())))
                        .toList());
        return back.size();
    }
}
