package dev.millrace.spark;

import dev.millrace.lake.runs.RunJournal;
import dev.millrace.lake.runs.RunJson;
import dev.millrace.lake.runs.RunManifest;
import dev.millrace.spark.RunCatalog.CatalogedPartition;
import dev.millrace.spark.RunCatalog.CatalogedTable;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes back what runs that broke off have switched, and what an earlier attempt of this run has: each partition that
/// still lies where such a run has put it goes back to where it lay before.
final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final Places places;
    private final RunCatalog catalog;
    private final RunManifest manifest;

    Undo(Places places, RunCatalog catalog, RunManifest manifest) {
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
    }

    /// The latest run first, for what it found may be what an earlier one left.
    void all() throws IOException {
        List<String> runs = Stream.concat(manifest.undo().stream(), Stream.of(manifest.batch()))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String run : runs) {
            undo(run);
        }
    }

    private void undo(String run) throws IOException {
        String place = RunJournal.place(manifest.location(), run);
        Optional<byte[]> journal = places.read(place);
        Optional<CatalogedTable> table = catalog.find(manifest.database(), manifest.dataset());
        if (journal.isPresent() && table.isPresent()) {
            switchBack(RunJson.read(journal.get(), RunJournal.class), table.get());
        }
        places.clear(RunJournal.folder(manifest.location(), run));
        places.clear(place);
    }

    private void switchBack(RunJournal journal, CatalogedTable table) {
        Collection<CatalogedPartition> now = new HashSet<>(catalog.partitions(manifest.database(), manifest.dataset()));
        Set<CatalogedPartition> back = new HashSet<>();
        for (RunJournal.Switched switched : journal.partitions()) {
            if (now.contains(new CatalogedPartition(switched.values(), switched.location()))) {
                back.add(new CatalogedPartition(switched.values(), switched.previous()));
            }
        }
        LOG.info(
                "Run {}: {} of {} partitions are switched back",
                journal.batch(),
                back.size(),
                journal.partitions().size());
        catalog.place(
                manifest.database(),
                table,
                back.stream()
                        .sorted(Comparator.comparing(partition -> Objects.toString(partition.values())))
                        .toList());
    }
}
