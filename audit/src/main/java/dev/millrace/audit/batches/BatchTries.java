package dev.millrace.audit.batches;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What the sweep remembers of the batches that it started because they were owed.
public interface BatchTries {
    /// Those of a dataset; empty when none is owed.
    Optional<Tries> of(String dataset);

    /// Writes them down, unless somebody else did since they were seen.
    ///
    /// @param seen empty when there were none
    /// @return whether it was written
    boolean write(String dataset, Optional<Tries> seen, Tries now);

    /// Nothing is owed any longer.
    void forget(String dataset);

    /// Tries of one window: the time from when batches were due to when they are due again.
    ///
    /// @param window when they were due
    /// @param last when the last try began
    /// @param batches the names of all tries
    /// @param told whether owners know that a batch of the window failed
    record Tries(Instant window, Instant last, Set<String> batches, boolean told) {
        public Tries {
            batches = Set.copyOf(batches);
        }

        /// The same, and owners know.
        public Tries asTold() {
            return new Tries(window, last, batches, true);
        }
    }
}
