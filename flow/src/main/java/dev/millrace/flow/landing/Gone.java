package dev.millrace.flow.landing;

import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectVersion;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Tells an object version that is not there from a request that failed.
@Adapter("S3")
public final class Gone {
    private static final int NOT_FOUND = 404;

    /// What S3 answers when the version is a delete marker.
    private static final int METHOD_NOT_ALLOWED = 405;

    private Gone() {}

    /// What S3 says of a version; empty when it is not there.
    public static Optional<HeadObjectResponse> head(S3Client s3, ObjectVersion version) {
        return unlessGone(() ->
                s3.headObject(h -> h.bucket(version.bucket()).key(version.key()).versionId(version.versionId())));
    }

    /// Makes a request about one object; empty when S3 says that it is not there.
    public static <T> Optional<T> unlessGone(Supplier<T> request) {
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
