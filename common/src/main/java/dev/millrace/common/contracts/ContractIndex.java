package dev.millrace.common.contracts;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.contract.Cadence;
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

    /// How the files of a dataset are ingested now; empty when its contract is no longer in force.
    public Optional<Cadence> cadence(String dataset) {
        return of(dataset).map(ContractRef::cadence);
    }

    /// Whether a recorded file is ingested by an execution of its own, and not by a batch: the cadence in
    /// force decides, not that of the day when it came, which its key keeps. Without a contract it stays with
    /// the one that it came under.
    public boolean onArrival(AuditKey key) {
        return key.dataset().equals(AuditKey.UNMATCHED)
                || cadence(key.datasetName())
                        .map(cadence -> cadence == Cadence.ON_ARRIVAL)
                        .orElseGet(key::onArrival);
    }
}
