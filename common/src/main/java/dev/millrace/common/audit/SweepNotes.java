package dev.millrace.common.audit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the sweep keeps from one run to the next: where it is in the landing bucket, and who is sweeping.
public interface SweepNotes {
    /// Begins a run.
    ///
    /// @param sweeper who begins, unlike any other
    /// @param lease how long nobody else is to begin
    /// @return where the last run stopped; empty when another one is running
    Optional<Place> begin(String sweeper, Duration lease);

    /// Ends a run, unless another one has begun since.
    ///
    /// @param place where the next one goes on
    void end(String sweeper, Place place);

    /// A place in the list of a bucket's versions, as S3's markers give it.
    ///
    /// @param key null at the beginning
    /// @param versionId null at the beginning
    record Place(@Nullable String key, @Nullable String versionId) {
        /// Where a pass begins.
        public static final Place BEGINNING = new Place(null, null);
    }
}
