package dev.millrace.spark;

import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Switches the partitions of a table to what a run has written: the journal first, then the catalog.
public final class Switching {
    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;
    private final Fence fence;

    public Switching(Places places, TableCatalog catalog, RunManifest manifest) {
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.fence = new Fence(places, catalog, manifest);
    }

    /// Switches partitions.
    ///
    /// @param table with the columns that it is to have
    /// @param written where the partitions are to be
    /// @param before where the run has read partitions, by their values
    /// @throws JobFailure when the batch is over, or a partition is not where the run has read it
    public void to(CatalogedTable table, List<CatalogedPartition> written, Map<List<String>, CatalogedPartition> before)
            throws IOException {
        List<RunJournal.Switched> switched = new ArrayList<>();
        for (CatalogedPartition partition : written) {
            CatalogedPartition previous = before.get(partition.values());
            switched.add(new RunJournal.Switched(
                    partition.values(),
                    Objects.requireNonNull(partition.location()),
                    previous == null ? null : previous.location()));
        }
        RunJournal journal = new RunJournal(manifest.batch(), switched);
        requireUnmoved(written, before);
        fence.requireOpen();
        places.write(RunJournal.place(manifest.location(), manifest.batch()), RunJson.write(journal));
        catalog.save(manifest.database(), table);
        catalog.place(manifest.database(), table, written);
        fence.requireStillOpen(journal);
    }

    private void requireUnmoved(List<CatalogedPartition> written, Map<List<String>, CatalogedPartition> before) {
        Map<List<String>, CatalogedPartition> now = new HashMap<>();
        if (catalog.find(manifest.database(), manifest.dataset()).isPresent()) {
            catalog.partitions(manifest.database(), manifest.dataset())
                    .forEach(partition -> now.put(partition.values(), partition));
        }
        for (CatalogedPartition partition : written) {
            if (!Objects.equals(before.get(partition.values()), now.get(partition.values()))) {
                throw new JobFailure(
                        "The partition %s of table %s was moved by somebody else while this run read it: nothing was switched. The next batch takes the files"
                                .formatted(partition.values(), manifest.dataset()));
            }
        }
    }
}
