package dev.millrace.audit.files;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The table of moves: to which state each leads, which notice its owners are owed, and from which states it comes.
/// ARCHITECTURE.md shows it.
public enum MoveRule {
    /// The file keeps its contract.
    VALIDATED(AuditState.VALID, null, AuditState.VALIDATING),
    /// The file breaks its contract, or has none.
    REFUSED(AuditState.INVALID, null, AuditState.VALIDATING, AuditState.INVALID),
    /// The file ended its own validation.
    NOT_VALIDATED(AuditState.INVALID, null, AuditState.VALIDATING, AuditState.LOADING),
    /// A refused file is in the failed bucket.
    SET_ASIDE(AuditState.REJECTED, NoticeKind.REJECTED, AuditState.INVALID),
    /// The file waits for a person, a route or another file.
    HELD(AuditState.HELD, NoticeKind.HELD, AuditState.NEW, AuditState.VALIDATING, AuditState.LOADING),
    /// The file waits for its set, and goes on by itself.
    WAITS(AuditState.HELD, null, AuditState.VALIDATING),
    /// A control file is in force.
    APPLIED(AuditState.APPLIED, null, AuditState.VALIDATING),
    /// The file is not to be ingested.
    IGNORED(AuditState.IGNORED, null, AuditState.VALIDATING, AuditState.LOADING),
    /// A newer version of the key is ingested.
    SUPERSEDED(AuditState.SUPERSEDED, null, AuditState.VALIDATING, AuditState.VALID, AuditState.LOADING),
    /// The object's version is no longer in the bucket.
    VANISHED(AuditState.GONE, null, AuditState.NEW, AuditState.VALIDATING, AuditState.LOADING),
    /// The load begins.
    LOAD_STARTED(AuditState.LOADING, null, AuditState.VALID),
    /// Every row is loaded.
    INGESTED(AuditState.INGESTED, null, AuditState.LOADING),
    /// Every row is loaded or set aside, and something was found in the file.
    INGESTED_WITH_REMARKS(AuditState.INGESTED, NoticeKind.REMARKS, AuditState.LOADING),
    /// A fault ended the attempt.
    FAILED(
            AuditState.FAILED,
            NoticeKind.FAILED,
            AuditState.NEW,
            AuditState.VALIDATING,
            AuditState.VALID,
            AuditState.LOADING),
    /// A fault ended the batch that the file was in; owners hear of the batch.
    FAILED_WITH_BATCH(AuditState.FAILED, null, AuditState.VALIDATING, AuditState.VALID, AuditState.LOADING);

    private final AuditState to;
    private final @Nullable NoticeKind notice;

    @SuppressWarnings("ImmutableEnumChecker") // It is unmodifiable.
    private final Set<AuditState> from;

    MoveRule(AuditState to, @Nullable NoticeKind notice, AuditState... from) {
        this.to = to;
        this.notice = notice;
        this.from = Collections.unmodifiableSet(EnumSet.copyOf(List.of(from)));
    }

    /// The state that the record moves to.
    public AuditState to() {
        return to;
    }

    /// The notice that owners are owed; null when they need not hear of it.
    public @Nullable NoticeKind notice() {
        return notice;
    }

    /// The states that it may come from.
    public Set<AuditState> from() {
        return from;
    }
}
