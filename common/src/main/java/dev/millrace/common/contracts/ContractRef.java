package dev.millrace.common.contracts;

import dev.millrace.common.audit.ContractPin;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.KeyPattern;
import java.time.Instant;

/// One line of the index of contracts in force.
///
/// @param pin dataset, version and content of the contract
/// @param keyPattern which keys of the landing bucket are files of the dataset
/// @param cadence when they are ingested
/// @param appliedAt when the contract was put in force
public record ContractRef(ContractPin pin, KeyPattern keyPattern, Cadence cadence, Instant appliedAt) {}
