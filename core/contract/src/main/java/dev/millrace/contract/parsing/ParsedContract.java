package dev.millrace.contract.parsing;

import dev.millrace.contract.DataContract;
import java.util.List;

/// What came out of reading a contract.
public sealed interface ParsedContract {
    /// The contract can be used.
    ///
    /// @param retired whether it says that its dataset takes no more files (ODCS `status: retired`)
    record Accepted(DataContract contract, boolean retired) implements ParsedContract {
        /// Of a dataset that takes files.
        public Accepted(DataContract contract) {
            this(contract, false);
        }
    }

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
