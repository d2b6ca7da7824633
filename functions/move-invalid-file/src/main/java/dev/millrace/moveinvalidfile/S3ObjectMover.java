package dev.millrace.moveinvalidfile;

import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.common.landing.Gone;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Moves objects within S3; no byte passes through the function, unless proof asks for it.
final class S3ObjectMover implements ObjectMover {
    /// CopyObject's limit; larger objects are copied in parts (S3 user guide, "Copying objects").
    static final long MAX_SINGLE_COPY = 5L * 1024 * 1024 * 1024;

    private final S3Client s3;
    private final String failedBucket;
    private final PartCopy parts;
    private final long maxSingleCopy;

    S3ObjectMover(S3Client s3, String failedBucket, PartCopy parts, long maxSingleCopy) {
        this.s3 = s3;
        this.failedBucket = failedBucket;
        this.parts = parts;
        this.maxSingleCopy = maxSingleCopy;
    }

    @Override
    public boolean move(ObjectVersion source, String key) throws IOException {
        Optional<HeadObjectResponse> there = head(source);
        if (there.isEmpty()) {
            return headCopy(key).isPresent();
        }
        HeadObjectResponse original = there.get();
        if (headCopy(key).isEmpty()) {
            copy(source, original, key);
        }
        HeadObjectResponse copy = headCopy(key)
                .orElseThrow(() -> new IOException("The copy of %s is not in the failed bucket".formatted(source)));
        new Proof(s3).require(source, original, failedBucket, key, copy);
        s3.deleteObject(d -> d.bucket(source.bucket()).key(source.key()).versionId(source.versionId()));
        return true;
    }

    private void copy(ObjectVersion source, HeadObjectResponse original, String key) {
        if (original.contentLength() > maxSingleCopy) {
            parts.copy(source, original, failedBucket, key);
            return;
        }
        s3.copyObject(c -> c.sourceBucket(source.bucket())
                .sourceKey(source.key())
                .sourceVersionId(source.versionId())
                .copySourceIfMatch(original.eTag())
                .destinationBucket(failedBucket)
                .destinationKey(key));
    }

    private Optional<HeadObjectResponse> head(ObjectVersion version) {
        return Gone.unlessGone(() -> s3.headObject(h -> h.bucket(version.bucket())
                .key(version.key())
                .versionId(version.versionId())
                .checksumMode(ChecksumMode.ENABLED)));
    }

    private Optional<HeadObjectResponse> headCopy(String key) {
        return Gone.unlessGone(
                () -> s3.headObject(h -> h.bucket(failedBucket).key(key).checksumMode(ChecksumMode.ENABLED)));
    }
}
