package dev.millrace.simulation;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.Curation.TransformFile;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.Takeover;
import dev.millrace.simulation.Calls.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The contracts of some datasets, which never change.
final class FixedContracts implements ContractStore {
    private final List<Policy> policies;
    private final ContractIndex index;
    private final Calls calls;

    FixedContracts(List<Policy> policies, Calls calls) {
        this.policies = policies;
        this.index = new ContractIndex(policies.stream().map(Policy::ref).toList());
        this.calls = calls;
    }

    @Override
    public ContractIndex current() {
        return calls.make(Service.S3, "get contracts/index.json", () -> index);
    }

    @Override
    public byte[] text(ContractPin pin) {
        throw new IllegalStateException("No contract of the simulation evolves");
    }

    @Override
    public DataContract load(ContractPin pin) {
        return calls.make(
                Service.S3,
                "get contract " + pin.dataset(),
                () -> policies.stream()
                        .filter(p -> p.ref().pin().equals(pin))
                        .findFirst()
                        .orElseThrow()
                        .contract());
    }

    @Override
    public String place(ContractPin pin) {
        throw new IllegalStateException("No job of the simulation reads contracts");
    }

    @Override
    public String place(ContractPin pin, TransformFile program) {
        throw new IllegalStateException("No job of the simulation runs programs");
    }

    @Override
    public Optional<ContractRef> retire(String dataset) {
        throw new IllegalStateException("No dataset of the simulation is retired");
    }

    @Override
    public ApplyResult apply(byte[] yaml, Function<String, Optional<byte[]>> beside, Takeover takeover) {
        throw new UnsupportedOperationException("The contracts of a simulation do not change");
    }

    @Override
    public List<byte[]> texts(String dataset) {
        throw new UnsupportedOperationException("The contracts of a simulation have no text");
    }
}
