package dev.millrace.audit.incidents;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What owners are still to be told. A notice is owed on the record that it is about, since the write that moved it;
/// notices alike make an incident, of which only the first is sent at once: the others are counted, and told together
/// when its window is over.
///
/// Whoever pays a notice does so in one write with what pays it, so a notice is never both sent and counted, nor
/// counted twice, nor forgotten.
public interface Incidents {
    /// Takes a notice into its incident, which begins with it when there is none.
    ///
    /// @param record whom it is about, as it was read just now
    /// @param mark of the notice, as [NoticeKind#mark] gives it
    /// @param reason why, in words: what a summary quotes when this is the first
    Part enter(Incident.Id id, AuditRecord record, String mark, String reason);

    /// Writes down that the notice of a [Part#FIRST] was sent.
    void sent(Incident.Id id, AuditRecord record, String mark);

    /// The incidents whose window is over.
    Due due(Instant now);

    /// Gathers the notices that were counted since the last one that was sent; for some minutes nobody else does. An
    /// incident that has none ends.
    ///
    /// @return the incident with what is to be told; empty when there is nothing, or another one is at it
    Optional<Incident> gather(Incident due);

    /// Writes down that what was gathered was told: the next window begins.
    void summarised(Incident gathered);

    /// Notices that are owed since before a time, on records that nobody has told of yet.
    Owed owed(Instant before);

    /// Writes down up to when no notice is owed, so that nobody looks there again.
    ///
    /// @param until as [Owed] says, or the time of the oldest of its records that is still not told of
    void settled(Instant until);

    /// What a notice is in its incident.
    enum Part {
        /// It is to be sent.
        FIRST,
        /// It is like one that is sent, or being sent: it was counted, and is paid by that.
        REPEAT,
        /// It is owed no longer.
        SETTLED
    }

    /// What is due.
    ///
    /// @param unreadable how many incidents cannot be read, so that nobody can say whether they are due
    record Due(List<Incident> incidents, int unreadable) {
        public Due {
            incidents = List.copyOf(incidents);
        }
    }

    /// What is owed.
    ///
    /// @param objects on whose records notices are owed, oldest first
    /// @param unreadable how many records with an owed notice cannot be read
    /// @param until up to here no others owe one
    record Owed(List<Debt> objects, int unreadable, Instant until) {
        public Owed {
            objects = List.copyOf(objects);
        }
    }

    /// A notice that is owed.
    ///
    /// @param since when its record moved
    record Debt(ObjectId oid, Instant since) {}
}
