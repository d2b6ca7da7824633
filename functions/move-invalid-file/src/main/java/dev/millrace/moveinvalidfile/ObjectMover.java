package dev.millrace.moveinvalidfile;

import dev.millrace.base.identity.ObjectVersion;
import java.io.IOException;

/// Moves objects to the failed bucket.
interface ObjectMover {
    /// Moves one version: copy, verify, and only then delete, so that at every instant its bytes stand somewhere. May
    /// be repeated after a crash at any point.
    ///
    /// @param key where it goes in the failed bucket; only this object ever goes there
    /// @return false when the version is in neither bucket
    /// @throws IOException when the copy is not the same as the source; the source stays
    boolean move(ObjectVersion source, String key) throws IOException;
}
