package dev.millrace.moveinvalidfile;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.landing.S3LandingBucket;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the function with ports from elsewhere.
public final class MoveInvalidFileFunction {
    private MoveInvalidFileFunction() {}

    public static RequestStreamHandler of(AuditTable audit, S3Client s3, String failedBucket) {
        return new MoveInvalidFileHandler(new Moving(audit, new S3ObjectMover(s3, failedBucket)));
    }

    /// The function with a defect: what it moves stands nowhere between its deletion and its copy.
    public static RequestStreamHandler deletingFirst(AuditTable audit, S3Client s3, String failedBucket) {
        return new MoveInvalidFileHandler(
                new Moving(audit, (source, key) -> deleteThenWrite(s3, source, failedBucket, key)));
    }

    private static boolean deleteThenWrite(S3Client s3, ObjectVersion source, String bucket, String key)
            throws IOException {
        Optional<InputStream> bytes = new S3LandingBucket(s3).open(source);
        if (bytes.isPresent()) {
            try (InputStream file = bytes.get()) {
                byte[] all = file.readAllBytes();
                s3.deleteObject(d -> d.bucket(source.bucket()).key(source.key()).versionId(source.versionId()));
                s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(all));
            }
        }
        return true;
    }
}
