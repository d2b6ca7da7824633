package dev.millrace.sweep;

import dev.millrace.audit.notes.SweepNotes.Place;
import dev.millrace.base.identity.ObjectVersion;
import java.time.Instant;
import java.util.List;

/// Lists what stands in the landing bucket.
interface Landed {
    /// A page of the bucket's versions, delete markers left out.
    Page after(Place place);

    /// One version.
    ///
    /// @param at when it was stored
    record Version(ObjectVersion object, Instant at) {}

    /// A page.
    ///
    /// @param versions by key; of a key, the newest first
    /// @param next where the next page begins; [Place#BEGINNING] when this was the last
    record Page(List<Version> versions, Place next) {
        public Page {
            versions = List.copyOf(versions);
        }
    }
}
