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
/// @param arrived when the upload was recorded by S3
/// @param size of the object, in bytes, as HEAD says; -1 when it was gone before anybody looked
/// @param etag S3's entity tag of the version, without quotes; null when it was gone
/// @param sequencer S3's order mark of the event, hexadecimal; null when the object was not found by an event
/// @param uploader principal id of the uploader as the event names it; null when unknown
/// @param fence counter raised by each claim; 0 before the first
/// @param claimant name of the execution that holds or last held the claim; null before the first
/// @param leaseUntil when the claim ends without a sign of life; null when no claim is held
/// @param contract the data contract version that the file is judged by; null before it is chosen or when none
///     matches
/// @param rows records in the file; null before it is validated
/// @param remarks what was found in a file that is loaded all the same; null when nothing was, or before it is
/// validated
/// @param contentSha256 lowercase hex SHA-256 of the bytes; null before the file was read to its end
/// @param findings how many findings its report holds; 0 when there is none
/// @param findingsKey key of the report in the failed bucket; null when there is none
/// @param failedKey key of the file in the failed bucket; null unless it was moved there
/// @param executionArn ARN of its latest execution; null when none was started
/// @param reason why it is in this state, for people; null when the state says it all
/// @param course what it went through beside its state
/// @param notices the notices that were sent, each `<kind>#<fence>`
/// @param history the moves, oldest first: the first and the last of very many, and how many are left out between
public record AuditRecord(
        AuditKey key,
        ObjectVersion version,
        AuditState state,
        Instant time,
        Instant arrived,
        long size,
        @Nullable String etag,
        @Nullable String sequencer,
        @Nullable String uploader,
        long fence,
        @Nullable String claimant,
        @Nullable Instant leaseUntil,
        @Nullable ContractPin contract,
        @Nullable Long rows,
        @Nullable Remarks remarks,
        @Nullable String contentSha256,
        long findings,
        @Nullable String findingsKey,
        @Nullable String failedKey,
        @Nullable String executionArn,
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
                .formatted(version, stale.fence(), state, fence, claimant));
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
        return remarks == null ? 0 : remarks.rowsSetAside();
    }

    /// How many rows of the file are for its table: all but those that are set aside; 0 before it was judged.
    public long goodRows() {
        return rows == null ? 0 : rows - rowsSetAside();
    }

    /// The data contract version that the file is judged by, when there is one.
    public Optional<ContractPin> pinnedContract() {
        return Optional.ofNullable(contract);
    }
}
