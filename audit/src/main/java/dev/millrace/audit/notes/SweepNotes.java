package dev.millrace.audit.notes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the sweep keeps from one run to the next: where it is in the landing bucket and in the lake, and who is
/// sweeping.
public interface SweepNotes {
    /// Begins a run.
    ///
    /// @param sweeper who begins, unlike any other
    /// @param lease how long nobody else is to begin
    /// @return where the last run stopped; empty when another one is running
    Optional<Pass> begin(String sweeper, Duration lease);

    /// Ends a run, unless another one has begun since.
    ///
    /// @param pass where the next one goes on
    void end(String sweeper, Pass pass);

    /// Where a part of the sweep stopped, in its own words; empty before it ever did.
    ///
    /// @param part its name
    List<String> mark(String part);

    /// Writes down where a part of the sweep has stopped.
    void mark(String part, List<String> words);

    /// A place in the list of a bucket's versions, as S3's markers give it.
    ///
    /// @param key null at the beginning
    /// @param versionId null at the beginning
    record Place(@Nullable String key, @Nullable String versionId) {
        /// Where a pass begins.
        public static final Place BEGINNING = new Place(null, null);
    }

    /// A pass over the landing bucket, which may take several runs.
    ///
    /// @param place where to go on; [Place#BEGINNING] when the pass is over
    /// @param before what was uploaded before is known once the pass is over; null before the first pass
    /// @param full whether it asks for every version, known or not
    /// @param failed the oldest upload that it could not begin; null when there is none
    /// @param known what was uploaded before was known when the last pass was over; null before that
    /// @param lastFull when the last full pass that is over began; null before that
    record Pass(
            Place place,
            @Nullable Instant before,
            boolean full,
            @Nullable Instant failed,
            @Nullable Instant known,
            @Nullable Instant lastFull) {
        /// Before anything was looked at.
        public static final Pass FIRST = new Pass(Place.BEGINNING, null, false, null, null, null);

        /// Whether the next run begins another pass.
        public boolean isOver() {
            return place.equals(Place.BEGINNING);
        }
    }
}
