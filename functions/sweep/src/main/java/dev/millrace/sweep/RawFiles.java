package dev.millrace.sweep;

import dev.millrace.common.identity.ObjectVersion;
import software.amazon.awssdk.core.exception.SdkException;

/// The files of the landing bucket, as they were uploaded.
@FunctionalInterface
interface RawFiles {
    /// Deletes a version for good; nothing happens when it is gone already.
    ///
    /// @throws SdkException when it cannot be deleted, such as under a legal hold
    void delete(ObjectVersion version);
}
