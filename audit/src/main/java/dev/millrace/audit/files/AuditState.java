package dev.millrace.audit.files;

import java.util.EnumSet;
import java.util.Set;

/// State of an audit record, with the states it may move to. Terminal: [#INGESTED], [#REJECTED], [#SUPERSEDED],
/// [#GONE], [#IGNORED], [#APPLIED]; waiting for somebody or something: [#FAILED], [#HELD].
public enum AuditState {
    NEW,
    VALIDATING,
    VALID,
    LOADING,
    INGESTED,
    INVALID,
    REJECTED,
    FAILED,
    HELD,
    SUPERSEDED,
    GONE,
    IGNORED,
    /// A control file that was read: what it says of its set is in force.
    APPLIED;

    /// The states that a record may be created in.
    public static final Set<AuditState> FIRST = EnumSet.of(NEW, IGNORED, INVALID);

    /// The states that a record of this state may move to. A state that holds itself is claimed again after its
    /// lease.
    public Set<AuditState> next() {
        return switch (this) {
            case NEW -> EnumSet.of(VALIDATING, INVALID, HELD, FAILED, GONE, SUPERSEDED, IGNORED);
            case VALIDATING ->
                EnumSet.of(VALID, INVALID, LOADING, HELD, IGNORED, GONE, SUPERSEDED, FAILED, APPLIED, VALIDATING);
            case VALID -> EnumSet.of(LOADING, SUPERSEDED, FAILED);
            case LOADING -> EnumSet.of(INGESTED, INVALID, HELD, IGNORED, SUPERSEDED, GONE, FAILED, LOADING);
            case INVALID -> EnumSet.of(REJECTED, INVALID);
            case INGESTED -> EnumSet.of(SUPERSEDED);
            case FAILED, HELD -> EnumSet.of(NEW, IGNORED);
            case REJECTED, SUPERSEDED, GONE, IGNORED, APPLIED -> EnumSet.noneOf(AuditState.class);
        };
    }

    /// Whether nothing is left to do for the object.
    public boolean terminal() {
        return switch (this) {
            case INGESTED, REJECTED, SUPERSEDED, GONE, IGNORED, APPLIED -> true;
            case NEW, VALIDATING, VALID, LOADING, INVALID, FAILED, HELD -> false;
        };
    }

    /// Whether the record waits for a person or the sweep.
    public boolean waiting() {
        return this == FAILED || this == HELD;
    }
}
