package dev.millrace.spark;

import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.SwitchBack;
import dev.millrace.targets.lake.TableCatalog;
import java.io.IOException;

/// Keeps a run that comes late, or that somebody starts once more, from changing the table: no run of a batch that is
/// over may do so.
///
/// Whoever closes a batch writes its mark first, and reads the run's journal then; the run writes its journal first,
/// and looks for the mark after it has switched. So one of the two sees what the other did, and takes the switch back.
public final class Fence {
    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;

    public Fence(Places places, TableCatalog catalog, RunManifest manifest) {
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
    }

    /// Requires that the batch is not over.
    ///
    /// @throws JobFailure when it is
    public void requireOpen() throws IOException {
        if (isClosed(manifest.batch())) {
            throw new JobFailure(over("nothing was changed"));
        }
    }

    /// Whether the mark of a batch of this table is there.
    boolean isClosed(String batch) throws IOException {
        return places.read(RunJournal.closedPlace(manifest.location(), batch)).isPresent();
    }

    /// Takes back what was switched, when the batch is over by now.
    ///
    /// @throws JobFailure then
    void requireStillOpen(RunJournal switched) throws IOException {
        if (isClosed(manifest.batch())) {
            int back = new SwitchBack(catalog).of(manifest.database(), manifest.dataset(), switched);
            throw new JobFailure(
                    over("it ended while this run switched, and %d partitions were switched back".formatted(back)));
        }
    }

    private String over(String outcome) {
        return "Batch %s of dataset %s is over: %s. Start no run by hand; the next batch takes what waits (the command batch of millrace), and its command batches shows what became of this one"
                .formatted(manifest.batch(), manifest.dataset(), outcome);
    }
}
