package dev.millrace.notices;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import java.util.Optional;
import java.util.function.Supplier;

/// The contracts that say who owns what a notice is about. One that is missing or cannot be read is left out: a notice
/// that names no owners is better than none.
record OwnersContracts(ContractStore contracts) {
    /// The one that a file was judged by or, when it was not judged yet, the one in force for its dataset.
    Optional<DataContract> of(AuditRecord record) {
        return readable(() -> record.pinnedContract()
                .or(() -> inForce(record.key().datasetName()))
                .map(contracts::load));
    }

    /// The one in force for a dataset.
    Optional<DataContract> of(String dataset) {
        return readable(() -> inForce(dataset).map(contracts::load));
    }

    private static Optional<DataContract> readable(Supplier<Optional<DataContract>> reading) {
        try {
            return reading.get();
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Optional<ContractPin> inForce(String dataset) {
        return contracts.current().of(dataset).map(ContractRef::pin);
    }
}
