package dev.millrace.flow.contracts;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import java.time.Instant;
import java.util.Optional;

/// One line of the index of contracts in force.
///
/// @param pin dataset, version and content of the contract
/// @param keyPattern which keys of the landing bucket are files of the dataset
/// @param cadence when they are ingested
/// @param appliedAt when the contract was put in force
/// @param controlFile where the control files of the dataset are; empty when it has none
/// @param acceptedBreaking why it was put in force although it breaks something of the contract before it; empty when
///     it breaks nothing
/// @param keepRawDays after how many days at its end a file's bytes may be deleted; empty when they are kept for ever
/// @param retired whether its dataset takes no more files: those that come are HELD
public record ContractRef(
        ContractPin pin,
        KeyPattern keyPattern,
        Cadence cadence,
        Instant appliedAt,
        Optional<ControlFile> controlFile,
        Optional<String> acceptedBreaking,
        Optional<Integer> keepRawDays,
        boolean retired) {

    /// A contract whose files each stand for themselves.
    public ContractRef(ContractPin pin, KeyPattern keyPattern, Cadence cadence, Instant appliedAt) {
        this(pin, keyPattern, cadence, appliedAt, Optional.empty());
    }

    /// A contract that breaks nothing of the one before it.
    public ContractRef(
            ContractPin pin,
            KeyPattern keyPattern,
            Cadence cadence,
            Instant appliedAt,
            Optional<ControlFile> controlFile) {
        this(pin, keyPattern, cadence, appliedAt, controlFile, Optional.empty(), Optional.empty(), false);
    }

    /// The same of a dataset that takes files no more, or takes them again.
    ///
    /// @param at since when
    public ContractRef retired(boolean isRetired, Instant at) {
        return new ContractRef(pin, keyPattern, cadence, at, controlFile, acceptedBreaking, keepRawDays, isRetired);
    }

    /// Whether an object's key is that of a control file of the dataset.
    public boolean isControlFile(String key) {
        return controlFile
                .filter(control -> control.isControlFile(key, keyPattern))
                .isPresent();
    }
}
