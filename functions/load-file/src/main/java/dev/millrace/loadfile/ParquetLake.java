package dev.millrace.loadfile;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.DataContract;
import dev.millrace.faults.FileFault;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.loads.LoadedRows;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.protection.Protector;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.targets.lake.Catalog;
import dev.millrace.targets.lake.NotRegistered;
import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.TableConflict;
import dev.millrace.targets.lake.parquet.JudgedRows;
import dev.millrace.targets.lake.parquet.LakeFile;
import dev.millrace.targets.lake.parquet.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The lake as Parquet: one object an oid and partition. The catalog is asked whether the tables can take them, the
/// objects are listed, then they are put, then the catalog is told. Classified values are protected before they are
/// written, also to the disk of this function.
///
/// Rows that are set aside lie in a table of their own, under the same rules.
final class ParquetLake implements Lake {
    private final LakeBucket bucket;
    private final LakeBucket staging;
    private final Catalog catalog;
    private final LoadedRows loaded;
    private final TokenKeys keys;
    private final Path workspace;

    ParquetLake(
            LakeBucket bucket, LakeBucket staging, Catalog catalog, LoadedRows loaded, TokenKeys keys, Path workspace) {
        this.bucket = bucket;
        this.staging = staging;
        this.catalog = catalog;
        this.loaded = loaded;
        this.keys = keys;
        this.workspace = workspace;
    }

    /// Files of one table.
    private record Part(DataContract table, List<LakeFile> files) {}

    /// Brings written files where they belong.
    @FunctionalInterface
    private interface Delivery {
        void deliver(List<LakeFile> good, Part aside) throws IOException;
    }

    /// Looks whether tables can take what is about to be put.
    @FunctionalInterface
    private interface Preparation {
        List<Catalog.Registration> prepare();
    }

    /// Puts files into their places.
    @FunctionalInterface
    private interface Putting {
        void put() throws IOException;
    }

    @Override
    public long load(AuditRecord record, DataContract contract, FileBytes file) throws IOException {
        return write(record, contract, file, contract.inLake(), (good, aside) -> {
            var parts = List.of(new Part(contract.inLake(), good), aside);
            registered(record, prepared(contract, parts), () -> put(record, parts));
        });
    }

    @Override
    public long stage(AuditRecord record, DataContract contract, FileBytes file, String prefix) throws IOException {
        return write(record, contract, file, contract.staged(), (good, aside) -> {
            List<Part> parts = List.of(aside);
            registered(record, prepared(contract, parts), () -> {
                for (LakeFile only : good) {
                    staging.put(prefix + record.oid() + ".parquet", only.file(), sha256(only.file()));
                }
                put(record, parts);
            });
        });
    }

    @Override
    public long takeUp(AuditRecord record, DataContract contract, BatchRef batch, JudgedFile judged)
            throws IOException {
        requireAsRecorded(record, judged);
        String aside =
                batch.resultsPrefix() + JudgedFile.setAsideName(record.oid().hex());
        requirePlace(judged.stagedPlace(), batch.stagingPrefix() + record.oid() + ".parquet");
        requirePlace(judged.setAsidePlace(), aside);
        DataContract table = contract.setAside();
        var partition = Partition.of(arrival(record));
        List<String> keysOfAll = judged.setAsidePlace() == null ? List.of() : List.of(key(table, partition, record));
        Preparation prepared =
                () -> keysOfAll.isEmpty() ? List.of() : List.of(preparedTable(table, List.of(partition)));
        registered(record, prepared, () -> {
            loaded.announce(record, keysOfAll);
            for (String key : keysOfAll) {
                bucket.copy(staging.name(), aside, key);
            }
            loaded.deleteAllBut(record, keysOfAll);
        });
        return judged.rows();
    }

    private static void requireAsRecorded(AuditRecord record, JudgedFile judged) {
        boolean same = judged.outcome().equals(JudgedFile.VALID)
                && Objects.equals(judged.sha256(), record.contentSha256())
                && Long.valueOf(judged.rows()).equals(record.rows())
                && judged.rowsSetAside() == record.rowsSetAside();
        if (!same) {
            throw new IllegalStateException(
                    "%s cannot be loaded: %s rows were validated, %d of them to be set aside; its job says it is %s with %d rows, %d of them set aside"
                            .formatted(
                                    record.version(),
                                    record.rows(),
                                    record.rowsSetAside(),
                                    judged.outcome(),
                                    judged.rows(),
                                    judged.rowsSetAside()));
        }
    }

    private void requirePlace(@Nullable String place, String key) {
        if (place != null && !place.equals(staging.uri(key))) {
            throw new IllegalStateException("The job has put rows at %s, not at %s".formatted(place, staging.uri(key)));
        }
    }

    private static LocalDate arrival(AuditRecord record) {
        return record.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /// @param table the form of good rows
    private long write(AuditRecord record, DataContract contract, FileBytes file, DataContract table, Delivery delivery)
            throws IOException {
        var protector = new Protector(contract, Protector.needsKey(contract) ? keys.current() : null);
        try (var folder = TemporaryFolder.in(workspace, "load")) {
            JudgedRows rows = JudgedRows.write(
                    contract,
                    table,
                    record.oid().hex(),
                    arrival(record),
                    protector,
                    folder.path(),
                    sink -> FileFault.reading(
                            "Loading " + record.version(),
                            () -> FileJudge.judge(contract.withoutSql(), file, JudgingResources.usual(), sink)));
            Verdict.Valid valid = asValidated(record, rows.verdict());
            requireEveryRow(record, valid, rows);
            delivery.deliver(rows.good(), new Part(contract.setAside(), rows.aside()));
            return valid.rows();
        }
    }

    /// Asks the catalog first, then brings files to their places, then tells the catalog. When the table cannot take
    /// them, nothing stays of what this or an earlier attempt has put.
    private void registered(AuditRecord record, Preparation preparation, Putting putting) throws IOException {
        try {
            List<Catalog.Registration> prepared = preparation.prepare();
            putting.put();
            prepared.forEach(Catalog.Registration::carryOut);
        } catch (TableConflict e) {
            loaded.deleteAllBut(record, List.of());
            throw e;
        } catch (NotRegistered e) {
            throw new ServiceFault(e.getMessage() + ". It is tried again.", e);
        }
    }

    /// The dataset's table is there also when it has no rows; that of rows set aside comes with the first of them.
    private Preparation prepared(DataContract contract, List<Part> parts) {
        return () -> parts.stream()
                .filter(part -> part.table().dataset().equals(contract.dataset())
                        || !part.files().isEmpty())
                .map(part -> preparedTable(
                        part.table(),
                        part.files().stream().map(LakeFile::partition).toList()))
                .toList();
    }

    private Catalog.Registration preparedTable(DataContract table, List<Partition> partitions) {
        return catalog.prepare(table, bucket.uri(table.dataset() + "/"), partitions);
    }

    private void put(AuditRecord record, List<Part> parts) throws IOException {
        List<String> keysOfAll = new ArrayList<>();
        for (Part part : parts) {
            part.files().forEach(file -> keysOfAll.add(key(part.table(), file.partition(), record)));
        }
        loaded.announce(record, keysOfAll);
        for (Part part : parts) {
            for (LakeFile file : part.files()) {
                bucket.put(key(part.table(), file.partition(), record), file.file(), sha256(file.file()));
            }
        }
        // An attempt before this one may have loaded it under another contract, into other partitions.
        loaded.deleteAllBut(record, keysOfAll);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return ObjectId.sha256(bytes);
        }
    }

    private static String key(DataContract table, Partition partition, AuditRecord record) {
        return "%s/%s/%s.parquet".formatted(table.dataset(), partition.path(), record.oid());
    }

    /// The version and the contract are the ones that were validated, so anything else is a fault of ours or of the
    /// transfer.
    private static Verdict.Valid asValidated(AuditRecord record, Verdict verdict) throws IOException {
        if (verdict instanceof Verdict.Valid valid && valid.sha256().equals(record.contentSha256())) {
            return valid;
        }
        throw new IOException("%s was read differently than when it was validated: %d bytes, %d rows"
                .formatted(record.version(), verdict.bytes(), verdict.rows()));
    }

    private static void requireEveryRow(AuditRecord record, Verdict.Valid valid, JudgedRows rows) {
        long expectedAside = record.rowsSetAside();
        boolean all =
                rows.asideRows() == expectedAside && Long.valueOf(valid.rows()).equals(record.rows());
        if (!all) {
            throw new IllegalStateException(
                    "%s cannot be loaded: %s rows were validated, %d of them to be set aside; %d were read, %d written and %d set aside"
                            .formatted(
                                    record.version(),
                                    record.rows(),
                                    expectedAside,
                                    valid.rows(),
                                    rows.goodRows(),
                                    rows.asideRows()));
        }
    }
}
