package dev.millrace.flow.ingestion;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.flow.landing.LandingBucket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Finds a version's place among the versions of its key.
final class VersionPlacement {
    private final LandingBucket landing;
    private final AuditTable audit;
    private final OperatorActions operators;

    VersionPlacement(LandingBucket landing, AuditTable audit, OperatorActions operators) {
        this.landing = landing;
        this.audit = audit;
        this.operators = operators;
    }

    /// The object whose bytes a person put back as this version; empty when it is none such.
    Optional<AuditRecord> original(ObjectVersion version, Map<String, String> metadata) {
        return ReleaseMark.of(metadata)
                .flatMap(mark -> audit.find(mark.rejected())
                        .filter(rejected -> mayBePutBack(rejected.state())
                                && rejected.version().bucket().equals(version.bucket())
                                && rejected.version().key().equals(version.key())
                                && isFirst(rejected, version)
                                && operators.promised(rejected, mark.password())));
    }

    /// An INGESTED one may have been replaced before the version was recorded that has its bytes.
    private static boolean mayBePutBack(AuditState state) {
        return state == AuditState.REJECTED || isIngestedAgain(state);
    }

    /// Whether an object in this state was put back to be ingested again.
    static boolean isIngestedAgain(AuditState state) {
        return state == AuditState.INGESTED || state == AuditState.SUPERSEDED;
    }

    /// A copy of the released version has its mark too, and is a version like any other.
    private static boolean isFirst(AuditRecord rejected, ObjectVersion version) {
        String releasedAs = rejected.course().releasedAs();
        return releasedAs == null || releasedAs.equals(version.versionId());
    }

    /// By S3's sequencer; where a version of the key has none (no event told of it), by S3's list of the versions, and
    /// of those that have left the bucket by when they came.
    ///
    /// @param others the recorded versions of its key
    VersionOrder order(Upload upload, List<AuditRecord> others) {
        Optional<VersionOrder> natural = VersionOrder.of(upload.sequencer());
        boolean allHaveOne = others.stream()
                .allMatch(other -> VersionOrder.of(other.sequencer()).isPresent());
        if (allHaveOne && natural.isPresent()) {
            return natural.get();
        }
        List<ObjectVersion> newestFirst = others.isEmpty() ? List.of() : landing.versions(upload.version());
        ToIntFunction<AuditRecord> place = other -> place(other, upload, newestFirst);
        VersionOrder older = newest(others.stream().filter(other -> place.applyAsInt(other) < 0))
                .orElse(VersionOrder.FIRST);
        Optional<VersionOrder> ceiling = others.stream()
                .filter(other -> place.applyAsInt(other) > 0)
                .map(AuditRecord::order)
                .filter(order -> order.compareTo(older) > 0)
                .min(Comparator.naturalOrder());
        VersionOrder floor = newest(others.stream()
                        .filter(other -> place.applyAsInt(other) <= 0)
                        .filter(other -> ceiling.isEmpty() || other.order().compareTo(ceiling.get()) < 0))
                .orElse(VersionOrder.FIRST);
        return natural.filter(order -> order.compareTo(floor) > 0)
                .filter(order -> ceiling.isEmpty() || order.compareTo(ceiling.get()) < 0)
                .orElseGet(() -> floor.justAfter(ceiling));
    }

    private static Optional<VersionOrder> newest(Stream<AuditRecord> records) {
        return records.map(AuditRecord::order).max(Comparator.naturalOrder());
    }

    /// Negative when another version is older than the upload, positive when it is newer, 0 when nobody can tell: it
    /// came within the same second (S3 lists whole ones) and has left the bucket. Then it counts as the older one,
    /// unless it is newer than one that is newer: what stands in the bucket is what its owner wants to have.
    private static int place(AuditRecord other, Upload upload, List<ObjectVersion> newestFirst) {
        Optional<VersionOrder> sequence = VersionOrder.of(upload.sequencer());
        Optional<VersionOrder> otherSequence = VersionOrder.of(other.sequencer());
        if (sequence.isPresent() && otherSequence.isPresent()) {
            return otherSequence.get().compareTo(sequence.get());
        }
        int place = newestFirst.indexOf(upload.version());
        int otherPlace = newestFirst.indexOf(other.version());
        boolean listed = place >= 0 && otherPlace >= 0;
        return listed
                ? Integer.compare(place, otherPlace)
                : second(other.arrived()).compareTo(second(upload.at()));
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
