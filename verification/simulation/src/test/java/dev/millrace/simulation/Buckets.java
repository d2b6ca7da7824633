package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.InMemoryS3;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Looks into buckets past the network.
final class Buckets {
    private static final int NOT_FOUND = 404;

    private Buckets() {}

    /// Whether a version is there.
    static boolean hold(InMemoryS3 s3, ObjectVersion version) {
        return bytes(s3, version).isPresent();
    }

    /// The bytes of a version; empty when it is not there.
    static Optional<byte[]> bytes(InMemoryS3 s3, ObjectVersion version) {
        try {
            return Optional.of(s3.getObjectAsBytes(
                            g -> g.bucket(version.bucket()).key(version.key()).versionId(version.versionId()))
                    .asByteArray());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
