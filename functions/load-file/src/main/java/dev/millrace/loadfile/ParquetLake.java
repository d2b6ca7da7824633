package dev.millrace.loadfile;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.dispatch.FileFault;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.loads.LoadedRows;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.Verdict;
import dev.millrace.lake.LakeFile;
import dev.millrace.lake.LakeFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The lake as Parquet: one object an oid and partition, listed before the first is put, then the catalog.
final class ParquetLake implements Lake {
    private final LakeBucket bucket;
    private final Catalog catalog;
    private final LoadedRows loaded;
    private final Path workspace;

    ParquetLake(LakeBucket bucket, Catalog catalog, LoadedRows loaded, Path workspace) {
        this.bucket = bucket;
        this.catalog = catalog;
        this.loaded = loaded;
        this.workspace = workspace;
    }

    @Override
    public long load(AuditRecord record, DataContract contract, InputStream file) throws IOException {
        LocalDate arrival = record.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
        try (var folder = Workspace.in(workspace);
                var writer = new LakeFileWriter(contract, record.oid().hex(), arrival, folder.path())) {
            Verdict verdict =
                    FileFault.reading("Loading " + record.version(), () -> FileJudge.judge(contract, file, writer));
            requireAsValidated(record, verdict);
            List<LakeFile> files = writer.finish();
            requireEveryRow(record, verdict, files);
            put(record, contract, files);
            String location = bucket.uri(contract.dataset() + "/");
            catalog.register(
                    contract, location, files.stream().map(LakeFile::partition).toList());
            return verdict.rows();
        }
    }

    private void put(AuditRecord record, DataContract contract, List<LakeFile> files) throws IOException {
        List<String> keys =
                files.stream().map(part -> key(contract, part, record)).toList();
        loaded.announce(record, keys);
        for (int i = 0; i < files.size(); i++) {
            Path part = files.get(i).file();
            bucket.put(keys.get(i), part, sha256(part));
        }
        // An attempt before this one may have loaded it under another contract, into other partitions.
        loaded.deleteAllBut(record, keys);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return ObjectId.sha256(bytes);
        }
    }

    private static String key(DataContract contract, LakeFile part, AuditRecord record) {
        return "%s/%s/%s.parquet".formatted(contract.dataset(), part.partition().path(), record.oid());
    }

    /// The version and the contract are the ones that were validated, so anything else is a fault of ours or of the
    /// transfer.
    private static void requireAsValidated(AuditRecord record, Verdict verdict) throws IOException {
        boolean same = verdict instanceof Verdict.Valid valid && valid.sha256().equals(record.contentSha256());
        if (!same) {
            throw new IOException("%s was read differently than when it was validated: %d bytes, %d rows"
                    .formatted(record.version(), verdict.bytes(), verdict.rows()));
        }
    }

    private static void requireEveryRow(AuditRecord record, Verdict verdict, List<LakeFile> files) {
        long written = files.stream().mapToLong(LakeFile::rows).sum();
        if (written != verdict.rows() || !Long.valueOf(written).equals(record.rows())) {
            throw new IllegalStateException("%s cannot be loaded: %s rows were validated, %d read and %d written"
                    .formatted(record.version(), record.rows(), verdict.rows(), written));
        }
    }
}
