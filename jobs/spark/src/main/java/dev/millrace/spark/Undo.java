package dev.millrace.spark;

import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.SwitchBack;
import dev.millrace.targets.lake.TableCatalog;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes back what runs that broke off have switched, and what an earlier attempt of this run has: each partition that
/// still lies where such a run has put it goes back to where it lay before.
public final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;

    public Undo(Places places, TableCatalog catalog, RunManifest manifest) {
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
    }

    /// The latest run first, for what it found may be what an earlier one left.
    public void all() throws IOException {
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
        if (journal.isPresent()) {
            RunJournal switched = RunJson.read(journal.get(), RunJournal.class);
            int back = new SwitchBack(catalog).of(manifest.database(), manifest.dataset(), switched);
            LOG.info(
                    "Run {}: {} of {} partitions are switched back",
                    run,
                    back,
                    switched.partitions().size());
        }
        places.clear(RunJournal.folder(manifest.location(), run));
        places.clear(place);
    }
}
