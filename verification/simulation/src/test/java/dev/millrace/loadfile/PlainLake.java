package dev.millrace.loadfile;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.DataContract;
import dev.millrace.faults.FileFault;
import dev.millrace.flow.loads.LoadedRows;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.simulation.Calls;
import dev.millrace.simulation.Calls.Service;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The lake as text objects, two an oid: the rows with an even number and those with an odd one. It does what
/// [ParquetLake] does, in the same order.
final class PlainLake implements Lake {
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;
    private final LoadedRows loaded;
    private final Calls calls;

    PlainLake(S3Client s3, String bucket, LoadedRows loaded, Calls calls) {
        this.s3 = s3;
        this.bucket = bucket;
        this.loaded = loaded;
        this.calls = calls;
    }

    @Override
    public long load(AuditRecord record, DataContract contract, FileBytes file) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        Verdict verdict = FileFault.reading(
                "Loading " + record.version(),
                () -> FileJudge.judge(contract, file, JudgingResources.usual(), row -> {
                    String part = row.longValue(0) % 2 == 0 ? "even" : "odd";
                    String key = "%s/part=%s/%s.txt".formatted(contract.dataset(), part, record.oid());
                    parts.merge(key, row.longValue(0) + "," + row.stringValue(1) + "\n", String::concat);
                }));
        boolean same = verdict instanceof Verdict.Valid valid && valid.sha256().equals(record.contentSha256());
        if (!same) {
            throw new IOException(record.version() + " was read differently than when it was validated");
        }
        loaded.announce(record, parts.keySet().stream().toList());
        parts.forEach(this::put);
        loaded.deleteAllBut(record, parts.keySet().stream().toList());
        calls.make(Service.CATALOG, "register " + contract.dataset(), () -> {});
        return verdict.rows();
    }

    @Override
    public long stage(AuditRecord record, DataContract contract, FileBytes file, String prefix) {
        throw new IllegalStateException("No batch runs in the simulation");
    }

    @Override
    public long takeUp(AuditRecord record, DataContract contract, BatchRef batch, JudgedFile judged) {
        throw new IllegalStateException("No batch runs in the simulation");
    }

    private void put(String key, String rows) {
        try {
            s3.putObject(p -> p.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(rows));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
        }
    }
}
