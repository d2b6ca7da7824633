package dev.millrace.contract;

import java.util.List;

/// What came out of reading a contract.
public sealed interface ParsedContract {
    /// The contract can be used.
    record Accepted(DataContract contract) implements ParsedContract {}

    /// The contract cannot be used.
    ///
    /// @param problems all that was found, in the order of their places; at least one
    record Refused(List<Problem> problems) implements ParsedContract {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("Refused without a problem");
            }
        }
    }
}
