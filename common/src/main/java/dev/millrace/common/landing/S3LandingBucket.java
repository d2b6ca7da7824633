package dev.millrace.common.landing;

import dev.millrace.common.identity.ObjectVersion;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The landing bucket in S3.
public final class S3LandingBucket implements LandingBucket {
    private static final int NOT_FOUND = 404;

    /// What S3 answers when the version is a delete marker.
    private static final int METHOD_NOT_ALLOWED = 405;

    private final S3Client s3;

    public S3LandingBucket(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Optional<ObjectHead> head(ObjectVersion version) {
        return unlessGone(() -> {
            HeadObjectResponse head = s3.headObject(
                    h -> h.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
            return new ObjectHead(head.contentLength(), head.eTag().replace("\"", ""));
        });
    }

    @Override
    public Optional<InputStream> open(ObjectVersion version) {
        return unlessGone(() ->
                s3.getObject(g -> g.bucket(version.bucket()).key(version.key()).versionId(version.versionId())));
    }

    /// Runs a request about one version; empty when S3 says that the version is not there.
    private static <T> Optional<T> unlessGone(Supplier<T> request) {
        try {
            return Optional.of(request.get());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND || e.statusCode() == METHOD_NOT_ALLOWED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
