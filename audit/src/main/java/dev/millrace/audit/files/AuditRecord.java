package dev.millrace.audit.files;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.faults.StaleClaim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The row of an object in the audit table.
///
/// @param key its key in the table
/// @param version the object
/// @param state where it stands
/// @param time when it last changed
/// @param arrival what is known of the object since it was recorded
/// @param tenure who may write the record
/// @param judgement what reading the file has shown
/// @param reason why it is in this state, for people; null when the state says it all
/// @param course what it went through beside its state
/// @param notices the notices that were sent, each `<kind>#<fence>`
/// @param history the moves, oldest first: the first and the last of very many, and how many are left out between
public record AuditRecord(
        AuditKey key,
        ObjectVersion version,
        AuditState state,
        Instant time,
        Arrival arrival,
        Tenure tenure,
        Judgement judgement,
        @Nullable String reason,
        Progress course,
        Set<String> notices,
        List<HistoryEntry> history) {

    public AuditRecord {
        notices = Set.copyOf(notices);
        history = List.copyOf(history);
    }

    /// The object's id.
    public ObjectId oid() {
        return version.id();
    }

    /// The claim under which its present holder writes.
    public Claim claim() {
        return Claim.of(this);
    }

    /// The fault of a writer whose claim is no longer this record's.
    public StaleClaim refusing(Claim stale) {
        return new StaleClaim("%s: attempt %d may not write: the record is %s, attempt %d, held by %s"
                .formatted(version, stale.fence(), state, fence(), claimant()));
    }

    /// Its place among the versions of its key.
    public VersionOrder order() {
        return course.order();
    }

    /// Whether it counts as the owner of its bytes, and (with `onNewVersion: refuse`) of its key: it is ingested, is
    /// about to be, or may have left rows behind.
    public boolean holdsContent() {
        return switch (state) {
            case VALID, LOADING, INGESTED -> true;
            case NEW, VALIDATING, INVALID, REJECTED, FAILED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED ->
                course.rowsMayBeIn();
        };
    }

    /// Whether it is a version of the same key.
    public boolean sameKey(AuditRecord other) {
        return version.sameKey(other.version);
    }

    /// How many rows of the file are set aside.
    public long rowsSetAside() {
        return Optional.ofNullable(judgement.remarks())
                .map(Remarks::rowsSetAside)
                .orElse(0L);
    }

    /// How many rows of the file are for its table: all but those that are set aside; 0 before it was judged.
    public long goodRows() {
        return Optional.ofNullable(judgement.rows())
                .map(rows -> rows - rowsSetAside())
                .orElse(0L);
    }

    /// The data contract version that the file is judged by, when there is one.
    public Optional<ContractPin> pinnedContract() {
        return Optional.ofNullable(judgement.contract());
    }

    /// When the upload was recorded by S3.
    public Instant arrived() {
        return arrival.at();
    }

    /// See [Arrival#size].
    public long size() {
        return arrival.size();
    }

    /// See [Arrival#etag].
    public @Nullable String etag() {
        return arrival.etag();
    }

    /// See [Arrival#sequencer].
    public @Nullable String sequencer() {
        return arrival.sequencer();
    }

    /// See [Arrival#uploader].
    public @Nullable String uploader() {
        return arrival.uploader();
    }

    /// See [Tenure#fence].
    public long fence() {
        return tenure.fence();
    }

    /// See [Tenure#claimant].
    public @Nullable String claimant() {
        return tenure.claimant();
    }

    /// See [Tenure#leaseUntil].
    public @Nullable Instant leaseUntil() {
        return tenure.leaseUntil();
    }

    /// See [Tenure#executionArn].
    public @Nullable String executionArn() {
        return tenure.executionArn();
    }

    /// See [Judgement#contract].
    public @Nullable ContractPin contract() {
        return judgement.contract();
    }

    /// See [Judgement#rows].
    public @Nullable Long rows() {
        return judgement.rows();
    }

    /// See [Judgement#remarks].
    public @Nullable Remarks remarks() {
        return judgement.remarks();
    }

    /// See [Judgement#contentSha256].
    public @Nullable String contentSha256() {
        return judgement.contentSha256();
    }

    /// See [Judgement#findings].
    public long findings() {
        return judgement.findings();
    }

    /// See [Judgement#findingsKey].
    public @Nullable String findingsKey() {
        return judgement.findingsKey();
    }

    /// See [Judgement#failedKey].
    public @Nullable String failedKey() {
        return judgement.failedKey();
    }
}
