package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.NotReadable;
import dev.millrace.flow.landing.Gone;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.landing.LandingFile;
import dev.millrace.flow.landing.ObjectHead;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// The bytes of files that were judged before: in the landing bucket, or, of rejected ones, in the failed bucket.
public final class AuditedBytes {
    private final S3Client s3;
    private final LandingBucket bucket;
    private final String failedBucket;

    public AuditedBytes(S3Client s3, String failedBucket) {
        this.s3 = s3;
        this.bucket = new S3LandingBucket(s3);
        this.failedBucket = failedBucket;
    }

    /// The bytes of an object.
    ///
    /// @throws IOException when they are not there any more, or cannot be read, and why
    public FileBytes of(AuditRecord record) throws IOException {
        String key = record.failedKey();
        return record.state() == AuditState.REJECTED && key != null ? failed(key) : landed(record.version());
    }

    private FileBytes landed(ObjectVersion version) throws IOException {
        try {
            ObjectHead head = bucket.head(version)
                    .orElseThrow(() -> new IOException("its bytes are not in the landing bucket any more"));
            return new LandingFile(bucket, version, head.size(), UnaryOperator.identity());
        } catch (NotReadable e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private FileBytes failed(String key) throws IOException {
        HeadObjectResponse head = Gone.unlessGone(
                        () -> s3.headObject(h -> h.bucket(failedBucket).key(key)))
                .orElseThrow(() -> new IOException("its bytes are not in the failed bucket any more"));
        var version = new ObjectVersion(failedBucket, key, head.versionId());
        return new LandingFile(bucket, version, head.contentLength(), UnaryOperator.identity());
    }
}
