package dev.millrace.sweep;

import dev.millrace.base.identity.ObjectVersion;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The landing bucket in S3.
final class S3RawFiles implements RawFiles {
    private final S3Client s3;

    S3RawFiles(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Optional<String> delete(ObjectVersion version) {
        try {
            s3.deleteObject(d -> d.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
            return Optional.empty();
        } catch (S3Exception e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
