package dev.millrace.flow.landing;

import dev.millrace.base.identity.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Reads the landing bucket. Every read names a version, so what is read cannot change under the reader.
public interface LandingBucket {
    /// What S3 says of an object; empty when this version is not there (any more).
    ///
    /// @throws NotReadable when it is there, but nobody may look at it with this stack's rights
    Optional<ObjectHead> head(ObjectVersion version);

    /// The bytes of an object, to be closed by the caller; empty when this version is not there (any more).
    ///
    /// @throws NotReadable when it is there, but its bytes cannot be read as things are
    Optional<InputStream> open(ObjectVersion version);

    /// Some of an object's bytes, to be closed by the caller; empty when this version is not there (any more).
    ///
    /// @param position of the first, from 0
    /// @param length how many, at least 1
    /// @throws NotReadable when it is there, but its bytes cannot be read as things are
    /// @throws IOException when other bytes came than those that were asked for
    Optional<InputStream> open(ObjectVersion version, long position, int length) throws IOException;

    /// The versions of an object's key that are there, newest first; delete markers are left out.
    List<ObjectVersion> versions(ObjectVersion object);
}
