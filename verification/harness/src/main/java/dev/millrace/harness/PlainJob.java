package dev.millrace.harness;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Partitioning;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.flow.landing.LandingFile;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.protection.Protector;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.protocols.CuratedPartition;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.JudgedFindings;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.spark.Fence;
import dev.millrace.spark.OldFolders;
import dev.millrace.spark.Switching;
import dev.millrace.spark.Undo;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.parquet.JudgedRows;
import dev.millrace.targets.lake.parquet.LakeFile;
import dev.millrace.targets.lake.parquet.TemporaryFolder;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/// The job of a batch without Spark: the real job's fence, undo and switch around a merge that only counts rows. A
/// file's rows are in the partition of the day that it arrived on.
final class PlainJob {
    private final S3Client s3;
    private final S3Places places;
    private final TableCatalog catalog;

    PlainJob(S3Client s3, TableCatalog catalog) {
        this.s3 = s3;
        this.places = new S3Places(s3);
        this.catalog = catalog;
    }

    /// The job cannot do what its manifest says.
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /// Runs the job.
    ///
    /// @param place of its manifest
    void run(String place) throws IOException {
        RunManifest manifest = RunJson.read(read(place), RunManifest.class);
        var fence = new Fence(places, catalog, manifest);
        fence.requireOpen();
        RunResult result;
        if (manifest.kind().equals(RunManifest.JUDGE)) {
            result = judge(manifest);
        } else {
            if (places.read(manifest.resultPlace()).isPresent()) {
                return;
            }
            new Undo(places, catalog, manifest).all();
            new OldFolders(places, catalog, manifest, fence).clear();
            result = curate(manifest);
        }
        places.write(manifest.resultPlace(), RunJson.write(result));
    }

    private byte[] read(String place) {
        return places.read(place).orElseThrow(() -> new Failed("There is no " + place));
    }

    private DataContract contract(RunManifest manifest) {
        if (Formats.contract(read(manifest.contract())) instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new Failed("No contract: " + manifest.contract());
    }

    private RunResult curate(RunManifest manifest) throws IOException {
        DataContract contract = contract(manifest);
        requireStaged(manifest);
        Set<String> replaced = new HashSet<>();
        manifest.files().forEach(file -> replaced.addAll(file.replaces()));
        Map<List<String>, Map<String, Long>> fresh = new TreeMap<>(Comparator.comparing(List::toString));
        for (InputFile file : manifest.files()) {
            if (file.rows() > 0 && !replaced.contains(file.oid())) {
                fresh.computeIfAbsent(partition(contract, file), p -> new TreeMap<>())
                        .put(file.oid(), file.rows());
            }
        }
        Optional<CatalogedTable> there = catalog.find(manifest.database(), manifest.dataset());
        Map<List<String>, CatalogedPartition> before = new TreeMap<>(Comparator.comparing(List::toString));
        if (there.isPresent()) {
            catalog.partitions(manifest.database(), manifest.dataset())
                    .forEach(partition -> before.put(partition.values(), partition));
        }
        var rows = new LakeRows(places, catalog, manifest.database());
        before.forEach((values, partition) -> {
            Map<String, Long> lying = rows.of(Objects.requireNonNull(partition.location()));
            Map<String, Long> added = fresh.getOrDefault(values, Map.of());
            if (!added.isEmpty() || !Collections.disjoint(lying.keySet(), replaced)) {
                Map<String, Long> all = new TreeMap<>(lying);
                all.keySet().removeAll(replaced);
                all.keySet().removeAll(manifest.withdrawn());
                all.putAll(added);
                fresh.put(values, all);
            }
        });
        var written = new ArrayList<CatalogedPartition>();
        var told = new ArrayList<CuratedPartition>();
        for (Map.Entry<List<String>, Map<String, Long>> each : fresh.entrySet()) {
            String path = "%s=%s"
                    .formatted(Partitioning.ByArrivalDate.COLUMN, each.getKey().getFirst());
            String location = RunJournal.folder(manifest.location(), manifest.batch()) + path + "/";
            places.write(location + LakeRows.COUNTS, LakeRows.write(each.getValue()));
            written.add(new CatalogedPartition(each.getKey(), location));
            told.add(new CuratedPartition(path, sum(each.getValue()), location));
        }
        CatalogedTable table = there.orElseGet(() -> new CatalogedTable(
                manifest.dataset(),
                manifest.dataset(),
                manifest.location(),
                CatalogTable.columns(contract),
                CatalogTable.partitionColumns(contract)));
        new Switching(places, catalog, manifest).to(table, written, before);
        return result(
                manifest,
                manifest.files().stream().mapToLong(InputFile::rows).sum(),
                told.stream().mapToLong(CuratedPartition::rows).sum(),
                told,
                List.of());
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> partition(DataContract contract, InputFile file) {
        if (!(contract.partitioning() instanceof Partitioning.ByArrivalDate)) {
            throw new Failed("The job of the harness has partitions by arrival only");
        }
        return List.of(day(file).toString());
    }

    private static LocalDate day(InputFile file) {
        return file.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /// The staged rows are there, in the table that the crawler made, as many as the manifest says.
    private void requireStaged(RunManifest manifest) {
        List<InputFile> filled =
                manifest.files().stream().filter(file -> file.rows() > 0).toList();
        if (filled.isEmpty()) {
            return;
        }
        if (catalog.find(manifest.stagingDatabase(), manifest.dataset()).isEmpty()) {
            throw new Failed("There is no staging table: has the crawler run?");
        }
        String folder = catalog.partitions(manifest.stagingDatabase(), manifest.dataset()).stream()
                .filter(partition -> partition.values().equals(List.of(manifest.batch())))
                .findFirst()
                .map(CatalogedPartition::location)
                .orElseThrow(() -> new Failed("The staging table has no partition of the batch: has the crawler run?"));
        for (InputFile file : filled) {
            long rows = LakeRows.inParquet(read(folder + file.oid() + ".parquet"));
            if (rows != file.rows()) {
                throw new Failed("%s has %d rows in staging, not %d".formatted(file.oid(), rows, file.rows()));
            }
        }
    }

    private RunResult judge(RunManifest manifest) throws IOException {
        DataContract contract = contract(manifest);
        var judged = new ArrayList<JudgedFile>();
        for (InputFile file : manifest.files()) {
            try (TemporaryFolder folder = TemporaryFolder.of("judge")) {
                var version = new ObjectVersion(file.bucket(), file.key(), file.versionId());
                var bytes = new LandingFile(new S3LandingBucket(s3), version, file.size(), UnaryOperator.identity());
                JudgedRows rows = JudgedRows.write(
                        contract,
                        contract.staged(),
                        file.oid(),
                        day(file),
                        new Protector(contract, null),
                        folder.path(),
                        sink -> FileJudge.judge(contract, bytes, JudgingResources.usual(), sink));
                judged.add(judged(manifest, file, rows));
            }
        }
        return result(
                manifest,
                judged.stream().mapToLong(JudgedFile::rows).sum(),
                judged.stream().mapToLong(JudgedFile::rowsStaged).sum(),
                List.of(),
                judged);
    }

    private JudgedFile judged(RunManifest manifest, InputFile file, JudgedRows rows) throws IOException {
        Verdict verdict = rows.verdict();
        boolean valid = verdict instanceof Verdict.Valid;
        String staged = "%sbatch=%s/%s.parquet".formatted(manifest.stagingLocation(), manifest.batch(), file.oid());
        String findings = manifest.results() + JudgedFile.findingsName(file.oid());
        if (verdict.findings().total() > 0) {
            places.write(findings, RunJson.write(JudgedFindings.of(file.oid(), verdict.findings())));
        }
        return new JudgedFile(
                file.oid(),
                valid ? JudgedFile.VALID : JudgedFile.INVALID,
                verdict.rows(),
                0,
                file.size(),
                sha256(verdict),
                null,
                verdict.findings().total(),
                verdict.findings().total() > 0 ? findings : null,
                valid ? put(rows.good(), staged) : null,
                null,
                List.of(),
                null);
    }

    private static @Nullable String sha256(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid valid -> valid.sha256();
            case Verdict.Rejected rejected -> rejected.sha256().orElse(null);
        };
    }

    private @Nullable String put(List<LakeFile> files, String place) throws IOException {
        if (files.isEmpty()) {
            return null;
        }
        places.put(files.getFirst().file(), place);
        return place;
    }

    private static RunResult result(
            RunManifest manifest, long read, long written, List<CuratedPartition> partitions, List<JudgedFile> judged) {
        return new RunResult(
                manifest.kind(),
                manifest.dataset(),
                manifest.batch(),
                manifest.contract(),
                read,
                written,
                partitions,
                judged,
                List.of(),
                List.of(),
                1);
    }
}
