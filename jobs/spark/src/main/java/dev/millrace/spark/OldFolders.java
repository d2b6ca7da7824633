package dev.millrace.spark;

import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes the folders of former runs that nobody needs any more: no partition of the table lies in them, and no batch
/// that is not over could be switched back to them.
///
/// It is done when a run begins. Readers that planned a query by the folders of the batch before have had the time
/// between two batches to end it.
public final class OldFolders {
    private static final Logger LOG = LoggerFactory.getLogger(OldFolders.class);
    private static final String RUN = "run=";
    private static final String RUNS = "_runs/";
    private static final String JOURNAL = ".json";

    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;
    private final Fence fence;

    public OldFolders(Places places, TableCatalog catalog, RunManifest manifest, Fence fence) {
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.fence = fence;
    }

    /// A folder that stays because it could not be removed is removed by a later run.
    public void clear() {
        try {
            List<String> needed = needed();
            for (String run : runs(manifest.location(), RUN, "")) {
                String folder = RunJournal.folder(manifest.location(), run);
                String prefix = FolderNames.of(folder);
                if (isOver(run) && needed.stream().noneMatch(place -> place.startsWith(prefix))) {
                    places.clear(folder);
                    LOG.info("The folder {} of a former run was removed: no partition lies in it", folder);
                }
            }
        } catch (IOException e) {
            LOG.warn("Folders of former runs of {} could not be removed", manifest.dataset(), e);
        }
    }

    /// Two batches of a dataset never run at once: those before this one are over, also where they have no mark.
    private boolean isOver(String run) throws IOException {
        return run.compareTo(manifest.batch()) < 0 || (!run.equals(manifest.batch()) && fence.isClosed(run));
    }

    /// Places where partitions lie, or could be switched back to, in the form of [FolderNames#of].
    private List<String> needed() throws IOException {
        List<String> needed = new ArrayList<>();
        if (catalog.find(manifest.database(), manifest.dataset()).isPresent()) {
            catalog.partitions(manifest.database(), manifest.dataset()).stream()
                    .map(CatalogedPartition::location)
                    .forEach(location -> needed.add(FolderNames.of(Objects.requireNonNull(location))));
        }
        for (String run : runs(manifest.location() + RUNS, "", JOURNAL)) {
            if (!isOver(run)) {
                for (byte[] journal : places.read(RunJournal.place(manifest.location(), run)).stream()
                        .toList()) {
                    RunJson.read(journal, RunJournal.class).partitions().stream()
                            .flatMap(switched -> Stream.ofNullable(switched.previous()))
                            .forEach(previous -> needed.add(FolderNames.of(previous)));
                }
            }
        }
        return needed;
    }

    /// The runs that names in a folder are of.
    private List<String> runs(String folder, String before, String after) throws IOException {
        return places.names(folder).stream()
                .filter(name -> name.startsWith(before) && name.endsWith(after))
                .map(name -> name.substring(before.length(), Math.max(before.length(), name.length() - after.length())))
                .filter(RunManifest::isBatch)
                .toList();
    }
}
