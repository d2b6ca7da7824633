package dev.millrace.cli.contracts;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.TextTable;
import dev.millrace.contract.Printable;
import dev.millrace.contract.parsing.HiddenUrls;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Data contracts: what is a dataset, and what its files must look like.
@Command(
        name = "contract",
        description = "Put data contracts in force, and see them.",
        subcommands = {
            ContractApplyCommand.class,
            ContractInferCommand.class,
            ContractTestCommand.class,
            ContractDiffCommand.class,
            ContractBacktestCommand.class,
            ContractRetireCommand.class,
            ContractCommand.Ls.class,
            ContractCommand.Show.class
        })
public final class ContractCommand implements Runnable {
    private static final int LONGEST_REASON = 500;

    @Mixin
    private Console shown = new Console();

    @Override
    public void run() {
        throw new ParameterException(
                shown.command().commandLine(),
                "What about contracts? infer FILE, apply FILE…, test FILE… --contract C, diff A B, backtest C --last N, retire DATASET, ls or show DATASET");
    }

    /// Lists the contracts in force.
    @Command(name = "ls", description = "List the contracts in force.")
    static final class Ls implements Callable<Integer> {
        @Mixin
        private Console shown = new Console();

        @Override
        public Integer call() {
            ContractIndex index = shown.stack().contracts().current();
            if (index.contracts().isEmpty()) {
                shown.remark("No contracts. Apply one: " + shown.commands().apply("contracts/airports.odcs.yaml"));
                return Exit.OK;
            }
            var table = new TextTable(
                    "DATASET", "VERSION", "STATUS", "CADENCE", "SINCE", "KEYS", "BREAKING, ACCEPTED SINCE");
            for (ContractRef contract : index.contracts()) {
                table.row(
                        contract.pin().dataset(),
                        contract.pin().version(),
                        contract.retired() ? "retired" : "in force",
                        contract.cadence().text(),
                        contract.appliedAt().toString(),
                        contract.keyPattern().toString(),
                        Printable.of(contract.acceptedBreaking().orElse(""), LONGEST_REASON));
            }
            table.lines(shown.columns()).forEach(shown::line);
            return Exit.OK;
        }
    }

    /// Prints a contract in force.
    @Command(
            name = "show",
            description =
                    "Print the contract of a dataset, as it was applied. URLs of its channels, other than mail's, are hidden.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Console shown = new Console();

        @Parameters(paramLabel = "DATASET", description = "Name of the dataset.")
        private String dataset = "";

        @Override
        public Integer call() {
            Stack stack = shown.stack();
            byte[] yaml = AppliedContract.of(stack, dataset);
            stack.contracts()
                    .current()
                    .of(dataset)
                    .ifPresent(contract -> contract.acceptedBreaking()
                            .ifPresent(reason ->
                                    shown.remark("In force since %s although it breaks something of the one before: %s"
                                            .formatted(contract.appliedAt(), Printable.of(reason, LONGEST_REASON)))));
            if (stack.contracts().current().isRetired(dataset)) {
                shown.remark("%s is retired: files that come for it are HELD.".formatted(dataset));
            }
            shown.line(HiddenUrls.in(yaml).stripTrailing());
            return Exit.OK;
        }
    }
}
