package dev.millrace.spark;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.targets.lake.TableCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tries of a run: where rows of some files cannot be computed, these files are found and left out, and the run is
/// tried once more without them; or, where the contract sets bad rows aside, without those rows. One row never stops a
/// dataset.
///
/// What the contract's own curation fails on is found row by row. Where it is the owners' program that fails, parts of
/// the files go through it ([Bisection]); when it fails on all of them, it is the program.
///
/// Programs in Python are run by the entry script, so whoever uses this asks for the rows of the next try, and gives
/// what the program has made of them.
final class Tries {
    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final SparkSession spark;
    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;
    private final DataContract contract;
    private final Fence fence;
    private final List<RefusedFile> refused = new ArrayList<>();
    private final List<RowsAside> aside = new ArrayList<>();

    private boolean begun;
    private @Nullable CurateRun run;
    private boolean done;
    private @Nullable Search search;

    Tries(
            SparkSession spark,
            Places places,
            TableCatalog catalog,
            RunManifest manifest,
            DataContract contract,
            Fence fence) {
        this.spark = spark;
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.contract = contract;
        this.fence = fence;
    }

    /// Which files the program fails on.
    ///
    /// @param failure of all files together
    /// @param reasons by object id: the last is that of the file alone
    private record Search(Bisection<InputFile> bisection, JobFailure failure, Map<String, String> reasons) {}

    /// How the rows of a try come about.
    interface Program {
        Dataset<Row> of(CurateRun run) throws IOException;
    }

    /// The rows of the next try; empty when the run is done.
    Optional<Dataset<Row>> next(Program program) throws IOException {
        begin();
        while (!done) {
            CurateRun next = new CurateRun(spark, places, catalog, manifest.of(files()), contract, asideOf(files()));
            run = next;
            try {
                return Optional.of(program.of(next));
            } catch (JobFailure e) {
                failed(e);
            }
        }
        return Optional.empty();
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        fence.requireOpen();
        if (places.read(manifest.resultPlace()).isPresent()) {
            // What was done may be committed at any moment from now on: it is neither undone nor done again.
            LOG.info("Run {} is done already: nothing is changed", manifest.batch());
            done = true;
            return;
        }
        new Undo(places, catalog, manifest).all();
        new OldFolders(places, catalog, manifest, fence).clear();
    }

    private List<InputFile> files() {
        if (search != null) {
            return search.bisection().next().orElseThrow();
        }
        Set<String> out = refused.stream().map(RefusedFile::oid).collect(Collectors.toSet());
        return manifest.files().stream()
                .filter(file -> !out.contains(file.oid()))
                .toList();
    }

    /// Takes what was made of the rows of [#next]: merges it into the table and leaves the result, unless files are
    /// being sought.
    void made(Dataset<Row> rows) throws IOException {
        CurateRun tried = Objects.requireNonNull(run);
        try {
            if (search == null) {
                RunResult finished = tried.finish(rows, refused);
                places.write(manifest.resultPlace(), RunJson.write(finished));
                LOG.info("Read {} rows, wrote {}", finished.rowsRead(), finished.rowsWritten());
                done = true;
            } else {
                tried.tryOut(rows);
                told(search, Optional.empty());
            }
        } catch (JobFailure e) {
            failed(e);
        }
    }

    /// Takes that the rows of [#next] could not be made.
    ///
    /// @throws JobFailure the same one, when no files are to blame
    void failed(JobFailure failure) throws IOException {
        if (!failure.isOfRows()) {
            throw failure;
        }
        // Rows that were kept for a try that failed are of no use for others.
        spark.catalog().clearCache();
        if (search != null) {
            told(search, Optional.of(failure));
            return;
        }
        LOG.warn("Files are sought whose rows cannot be computed", failure);
        Optional<List<FailingRows.Failing>> byRow = byRow(Objects.requireNonNull(run));
        List<FailingRows.Failing> found = byRow.orElse(List.of());
        if (found.isEmpty() && byRow.isPresent() && manifest.transform() == null) {
            throw failure;
        }
        found.forEach(this::take);
        if (found.isEmpty()) {
            goOn(new Search(
                    new Bisection<>(
                            files().stream().filter(file -> file.rows() > 0).toList()),
                    failure,
                    new HashMap<>()));
        }
    }

    /// The files with rows that the contract's curation fails on; empty where steps cannot be tried row by row, such as
    /// one that looks at several rows.
    private Optional<List<FailingRows.Failing>> byRow(CurateRun tried) throws IOException {
        try {
            Set<String> known = aside.stream().map(RowsAside::oid).collect(Collectors.toSet());
            return Optional.of(tried.failing().stream()
                    .filter(file -> !known.contains(file.oid()))
                    .toList());
        } catch (JobFailure e) {
            throw e;
        } catch (Exception | LinkageError e) {
            if (!RowFault.isPossible(e) && !(e instanceof LinkageError)) {
                throw e;
            }
            LOG.warn("The curation cannot be tried row by row", e);
            return Optional.empty();
        }
    }

    private void told(Search sought, Optional<JobFailure> failure) {
        files().forEach(file -> failure.ifPresent(f -> sought.reasons().put(file.oid(), reason(f))));
        sought.bisection().tell(failure.isPresent());
        goOn(sought);
    }

    /// Goes on seeking, or ends it.
    private void goOn(Search sought) {
        search = sought;
        if (sought.bisection().next().isPresent()) {
            return;
        }
        search = null;
        List<InputFile> found = sought.bisection().found();
        if (found.isEmpty()) {
            throw sought.failure();
        }
        refuse(found.stream()
                .map(file -> new RefusedFile(
                        file.oid(),
                        List.of(),
                        Objects.requireNonNull(sought.reasons().get(file.oid()))))
                .toList());
    }

    private String reason(JobFailure failure) {
        String title = Transforms.title(manifest);
        return failure.error()
                .map(error -> "%s fails on the rows of this file: %s".formatted(title, error))
                .orElse(
                        "%s leaves rows of this file that have no value in a partition column, or one that cannot name a folder"
                                .formatted(title));
    }

    /// Sets the rows of a file aside, or leaves the file out, as its contract says of bad rows.
    private void take(FailingRows.Failing found) {
        if (maySetAside(found)) {
            LOG.warn(
                    "{} rows of object id {} are set aside, lines {}: {}",
                    found.rows(),
                    found.oid(),
                    found.lines(),
                    found.reason());
            aside.add(new RowsAside(found.oid(), found.rows(), found.lines(), found.reason()));
        } else {
            refuse(List.of(new RefusedFile(found.oid(), found.lines(), found.reason())));
        }
    }

    private boolean maySetAside(FailingRows.Failing found) {
        BadRows rule = contract.badRows();
        return rule.severity() == Severity.QUARANTINE
                && manifest.files().stream()
                        .filter(file -> file.oid().equals(found.oid()))
                        .anyMatch(file -> rule.most()
                                .allows(file.rowsSetAside() + found.rows(), file.rowsSetAside() + file.rows()));
    }

    private List<RowsAside> asideOf(List<InputFile> files) {
        Set<String> oids = files.stream().map(InputFile::oid).collect(Collectors.toSet());
        return aside.stream().filter(rows -> oids.contains(rows.oid())).toList();
    }

    private void refuse(List<RefusedFile> found) {
        found.forEach(
                file -> LOG.warn("Object id {} is left out, lines {}: {}", file.oid(), file.lines(), file.reason()));
        refused.addAll(found);
    }
}
