package dev.millrace.cli.contracts;

import dev.millrace.audit.files.AuditState;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.local.UserError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Retires a dataset.
@Command(
        name = "retire",
        description = {
            "Let a dataset take no more files: those that come are HELD, and a notice says so. Its table stays as it is.",
            "Applying its contract brings it back, unless that says status: retired; so does one that CI applies."
        })
final class ContractRetireCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "DATASET", description = "Name of the dataset.")
    private String dataset = "";

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        ContractStore contracts = stack.contracts();
        boolean before = contracts.current().isRetired(dataset);
        ContractRef retired = contracts
                .retire(dataset)
                .orElseThrow(() -> new UserError("No contract of a dataset %s is in force. See: %s"
                        .formatted(dataset, shown.commands().contracts())));
        shown.line("%s %s %s %s"
                .formatted(
                        dataset,
                        retired.pin().version(),
                        before ? "was retired already, since" : "is retired since",
                        retired.appliedAt()));
        shown.remark("Write status: retired in the contract's file too: applying it as it is brings the dataset back.");
        tellWhatWaits(shown, stack, dataset);
        return Exit.OK;
    }

    /// What becomes of files that waited for a batch.
    static void tellWhatWaits(Console shown, Stack stack, String dataset) {
        int many = shown.audit(stack)
                .ofDataset(dataset, EnumSet.of(AuditState.NEW), Instant.EPOCH)
                .size();
        if (many > 0) {
            shown.remark("%,d files of %s are NEW. The next sweep starts them, and they are HELD: %s"
                    .formatted(many, dataset, shown.commands().ls(dataset, "new,held")));
        }
    }
}
