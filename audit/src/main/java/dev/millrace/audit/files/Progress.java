package dev.millrace.audit.files;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.VersionOrder;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an object went through beside its state: what decides on its next step.
///
/// @param order its place among the versions of its key
/// @param linkedTo id of the object whose bytes a person put back as this version; null unless so
/// @param replaces id of the ingested object in whose place this version is ingested again; null unless so
/// @param replays how often it was started again; also the number in its execution's name
/// @param failingSince when it first failed since it was recorded or released; null when it never did
/// @param waived whether a person released it: then its content's other names do not hold it again
/// @param rowsMayBeIn whether rows of it may stand in its table; false once they are withdrawn
/// @param owed the notice that its owners are still to get, `<kind>#<fence>`; null when none
/// @param releasedAs version id under which the bytes of this object were put back; null unless so
/// @param waitsFor key of the control file whose set it waits for; null unless so
public record Progress(
        VersionOrder order,
        @Nullable String linkedTo,
        @Nullable String replaces,
        long replays,
        @Nullable Instant failingSince,
        boolean waived,
        boolean rowsMayBeIn,
        @Nullable String owed,
        @Nullable String releasedAs,
        @Nullable String waitsFor) {
    /// The ingested object in whose place this version is ingested again; empty when there is none.
    public Optional<ObjectId> original() {
        return Optional.ofNullable(replaces).map(ObjectId::new);
    }
}
