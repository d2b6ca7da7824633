package dev.millrace.common.landing;

import dev.millrace.common.identity.ObjectVersion;
import java.io.InputStream;
import java.util.Optional;

/// Reads the landing bucket. Every read names a version, so what is read cannot change under the reader.
public interface LandingBucket {
    /// What S3 says of an object; empty when this version is not there (any more).
    Optional<ObjectHead> head(ObjectVersion version);

    /// The bytes of an object, to be closed by the caller; empty when this version is not there (any more).
    Optional<InputStream> open(ObjectVersion version);
}
