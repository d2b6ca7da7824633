package dev.millrace.authoring.inference;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.findings.Findings;
import java.util.List;
import java.util.Optional;

/// What came out of inferring a contract.
public sealed interface Inferred {
    /// A contract that the sample keeps, so far as it was read. All values are kept, too, but for `notKept`.
    ///
    /// @param yaml the contract, with comments
    /// @param contract the same, parsed
    /// @param rows how many rows were looked at
    /// @param whole whether these are all
    /// @param guesses what a person has to decide, in sentences
    /// @param remarks what columns almost are, and similar things, in sentences
    /// @param notKept which columns of the sample the contract leaves out, each with the reason
    /// @param findings what is wrong with the sample whatever the contract says, such as a field too many in a row;
    ///     empty when the sample keeps the contract
    record Written(
            String yaml,
            DataContract contract,
            long rows,
            boolean whole,
            List<String> guesses,
            List<String> remarks,
            List<String> notKept,
            Optional<Findings> findings)
            implements Inferred {
        public Written {
            guesses = List.copyOf(guesses);
            remarks = List.copyOf(remarks);
            notKept = List.copyOf(notKept);
        }
    }

    /// No contract can be written from it.
    ///
    /// @param reason why, and what to do
    record Unusable(String reason) implements Inferred {}
}
