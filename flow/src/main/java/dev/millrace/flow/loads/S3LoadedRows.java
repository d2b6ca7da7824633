package dev.millrace.flow.loads;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.protocols.LoadedFiles;
import dev.millrace.protocols.RunJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.S3Object;

/// In the lake bucket, beside the tables' folders: `_loads/<dataset>/<oid>/<fence>.json` lists the files of one
/// attempt; what the job of a batch puts for an object has lists beside them. Lists are never deleted; the bucket
/// keeps deleted files as older versions for a while.
public final class S3LoadedRows implements LoadedRows {
    private final S3Client s3;
    private final String bucket;

    public S3LoadedRows(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void announce(AuditRecord record, List<String> keys) {
        byte[] json = RunJson.write(new LoadedFiles(keys));
        s3.putObject(
                p -> p.bucket(bucket)
                        .key(folder(record) + record.fence() + ".json")
                        .contentType("application/json"),
                RequestBody.fromBytes(json));
    }

    @Override
    public void deleteAllBut(AuditRecord record, List<String> keep) {
        Set<String> files = announced(record);
        keep.forEach(files::remove);
        files.forEach(key -> s3.deleteObject(d -> d.bucket(bucket).key(key)));
    }

    private Set<String> announced(AuditRecord record) {
        var files = new LinkedHashSet<String>();
        for (S3Object list : s3.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(folder(record)))
                .contents()) {
            byte[] json = s3.getObjectAsBytes(
                            g -> g.bucket(bucket).key(list.key()).checksumMode(ChecksumMode.ENABLED))
                    .asByteArray();
            try {
                files.addAll(RunJson.read(json, LoadedFiles.class).files());
            } catch (IOException e) {
                throw new UncheckedIOException("s3://%s/%s is no list of files".formatted(bucket, list.key()), e);
            }
        }
        return files;
    }

    private static String folder(AuditRecord record) {
        return LoadedFiles.folder(record.key().datasetName(), record.oid().hex());
    }
}
