package dev.millrace.sweep;

import dev.millrace.base.identity.ObjectVersion;
import java.util.Optional;

/// The files of the landing bucket, as they were uploaded.
@FunctionalInterface
interface RawFiles {
    /// Deletes a version for good.
    ///
    /// @return why it cannot be deleted, such as under a legal hold; empty when it is gone, also when it was before
    Optional<String> delete(ObjectVersion version);
}
