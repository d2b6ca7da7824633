package dev.millrace.flow.contracts;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.parsing.Problem;
import java.util.List;

/// What came of applying a contract.
public sealed interface ApplyResult {
    /// It is in force.
    ///
    /// @param changed false when the very same contract was in force already
    record Applied(ContractPin pin, boolean changed) implements ApplyResult {}

    /// It was refused and nothing changed.
    ///
    /// @param problems at least one, in the order of the file
    record Refused(List<Problem> problems) implements ApplyResult {}
}
