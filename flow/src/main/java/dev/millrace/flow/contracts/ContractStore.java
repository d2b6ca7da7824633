package dev.millrace.flow.contracts;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.Curation.TransformFile;
import dev.millrace.contract.DataContract;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The data contracts in force and all that ever were.
public interface ContractStore {
    /// The contracts in force now.
    ContractIndex current();

    /// A contract version, in force or not. Versions never change once stored.
    ///
    /// @throws IllegalStateException when it is not there or cannot be read by this release
    DataContract load(ContractPin pin);

    /// The same as it was applied, in YAML.
    byte[] text(ContractPin pin);

    /// Place of a contract version's YAML, as an `s3://` URI.
    String place(ContractPin pin);

    /// Place of the program that a contract version names, as an `s3://` URI.
    String place(ContractPin pin, TransformFile program);

    /// Puts a contract in force, in place of its dataset's former one. Applying the same bytes again changes nothing,
    /// but that its text is stored again when it is missing or was changed.
    ///
    /// @param yaml bytes of the contract file
    default ApplyResult apply(byte[] yaml) {
        return apply(yaml, file -> Optional.empty());
    }

    /// Puts a contract in force with the program that it names. The program belongs to the version of the contract:
    /// another one needs a new version.
    ///
    /// @param yaml bytes of the contract file
    /// @param beside gives the bytes of a file that lies beside the contract; empty when there is none
    default ApplyResult apply(byte[] yaml, Function<String, Optional<byte[]>> beside) {
        return apply(yaml, beside, Takeover.ofAny());
    }

    /// The same, unless another contract than the expected one is in force by then: then it is refused.
    ApplyResult apply(byte[] yaml, Function<String, Optional<byte[]>> beside, Takeover takeover);

    /// Retires a dataset: its contract stays in force, but files that come are HELD. A contract that is applied brings
    /// it back, unless that one says `status: retired`.
    ///
    /// @return its contract; empty when it has none in force
    Optional<ContractRef> retire(String dataset);

    /// All contracts of a dataset that were ever stored, in YAML, in no order.
    List<byte[]> texts(String dataset);
}
