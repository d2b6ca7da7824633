package dev.millrace.moveinvalidfile;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.copies.Proof;
import dev.millrace.flow.copies.S3Copies;
import dev.millrace.flow.landing.Gone;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Moves objects within S3; no byte passes through the function, unless proof asks for it.
final class S3ObjectMover implements ObjectMover {
    private final S3Client s3;
    private final String failedBucket;
    private final S3Copies copies;
    private final Proof proof;

    S3ObjectMover(S3Client s3, String failedBucket) {
        this.s3 = s3;
        this.failedBucket = failedBucket;
        this.copies = new S3Copies(s3);
        this.proof = new Proof(s3);
    }

    @Override
    public boolean move(ObjectVersion source, String key) throws IOException {
        Optional<HeadObjectResponse> there = head(source);
        if (there.isEmpty()) {
            return headCopy(key).isPresent();
        }
        HeadObjectResponse original = there.get();
        if (headCopy(key).isEmpty()) {
            copies.copy(source, original, failedBucket, key, original.metadata());
        }
        HeadObjectResponse copy = headCopy(key)
                .orElseThrow(() -> new IOException("The copy of %s is not in the failed bucket".formatted(source)));
        proof.require(source, original, new ObjectVersion(failedBucket, key, copy.versionId()), copy);
        s3.deleteObject(d -> d.bucket(source.bucket()).key(source.key()).versionId(source.versionId()));
        return true;
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
