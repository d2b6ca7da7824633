package dev.millrace.common.landing;

import dev.millrace.common.identity.ObjectVersion;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// The landing bucket in S3.
public final class S3LandingBucket implements LandingBucket {
    private final S3Client s3;

    public S3LandingBucket(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Optional<ObjectHead> head(ObjectVersion version) {
        return Gone.unlessGone(() -> {
            HeadObjectResponse head = s3.headObject(
                    h -> h.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
            return new ObjectHead(head.contentLength(), head.eTag().replace("\"", ""));
        });
    }

    @Override
    public Optional<InputStream> open(ObjectVersion version) {
        return Gone.unlessGone(() ->
                s3.getObject(g -> g.bucket(version.bucket()).key(version.key()).versionId(version.versionId())));
    }
}
