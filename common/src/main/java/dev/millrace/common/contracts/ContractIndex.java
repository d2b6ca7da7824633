package dev.millrace.common.contracts;

import java.util.List;
import java.util.Optional;

/// The contracts in force, one a dataset, ordered by dataset name. No two of their key patterns overlap.
///
/// @param contracts at most one a dataset
public record ContractIndex(List<ContractRef> contracts) {
    public ContractIndex {
        contracts = List.copyOf(contracts);
    }

    /// The contract whose key pattern matches an object's key.
    public Optional<ContractRef> matching(String key) {
        return contracts.stream().filter(c -> c.keyPattern().matches(key)).findFirst();
    }

    /// The contract of whose dataset an object's key names a control file.
    public Optional<ContractRef> announcing(String key) {
        return contracts.stream().filter(c -> c.isControlFile(key)).findFirst();
    }

    /// The contract to whose dataset an object's key belongs, as a file or as a control file.
    public Optional<ContractRef> owning(String key) {
        return matching(key).or(() -> announcing(key));
    }

    /// The contract of a dataset.
    public Optional<ContractRef> of(String dataset) {
        return contracts.stream().filter(c -> c.pin().dataset().equals(dataset)).findFirst();
    }
}
