package dev.millrace.flow.contracts;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.contract.Cadence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The contracts in force, one a dataset, ordered by dataset name. No two key patterns of datasets that take files
/// overlap; one that is retired leaves its keys to others.
///
/// @param contracts at most one a dataset
public record ContractIndex(List<ContractRef> contracts) {
    public ContractIndex {
        contracts = List.copyOf(contracts);
    }

    /// The contract whose key pattern matches an object's key.
    public Optional<ContractRef> matching(String key) {
        return first(c -> c.keyPattern().matches(key));
    }

    /// The contract of whose dataset an object's key names a control file.
    public Optional<ContractRef> announcing(String key) {
        return first(c -> c.isControlFile(key));
    }

    /// The contract to whose dataset an object's key belongs, as a file or as a control file.
    public Optional<ContractRef> owning(String key) {
        return first(c -> c.keyPattern().matches(key) || c.isControlFile(key));
    }

    private Optional<ContractRef> first(Predicate<ContractRef> belongs) {
        return contracts.stream().filter(belongs).min(Comparator.comparing(ContractRef::retired));
    }

    /// Whether a dataset takes no more files.
    public boolean isRetired(String dataset) {
        return of(dataset).filter(ContractRef::retired).isPresent();
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
    /// the one that it came under. A retired dataset has no batches: an execution holds each of its files.
    public boolean onArrival(AuditKey key) {
        return key.dataset().equals(AuditKey.UNMATCHED)
                || of(key.datasetName())
                        .map(contract -> contract.retired() || contract.cadence() == Cadence.ON_ARRIVAL)
                        .orElseGet(key::onArrival);
    }
}
