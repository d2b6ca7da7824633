package dev.millrace.cli.contracts;

import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.local.UserError;

/// Data contracts in force, as they were applied.
final class AppliedContract {
    private AppliedContract() {}

    /// The contract of a dataset, in YAML.
    ///
    /// @throws Trouble when there is none
    static byte[] of(Stack stack, String dataset) {
        ContractRef contract = stack.contracts()
                .current()
                .of(dataset)
                .orElseThrow(() -> new UserError("No contract of '%s' is in force; %s lists them."
                        .formatted(dataset, stack.commands().contracts())));
        return stack.s3()
                .getObjectAsBytes(g -> g.bucket(stack.output("ContractsBucket"))
                        .key("contracts/%s/%s.odcs.yaml"
                                .formatted(
                                        contract.pin().dataset(), contract.pin().sha256())))
                .asByteArray();
    }
}
