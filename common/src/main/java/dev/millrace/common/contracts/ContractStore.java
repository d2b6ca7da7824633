package dev.millrace.common.contracts;

import dev.millrace.common.audit.ContractPin;
import dev.millrace.contract.DataContract;

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

    /// Puts a contract in force, in place of its dataset's former one. Applying the same bytes again changes nothing.
    ///
    /// @param yaml bytes of the contract file
    ApplyResult apply(byte[] yaml);
}
