package dev.millrace.cli;

import dev.millrace.common.contracts.ApplyResult;
import dev.millrace.common.contracts.ContractIndex;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.contracts.ContractStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
            ContractCommand.Apply.class,
            ContractInferCommand.class,
            ContractTestCommand.class,
            ContractDiffCommand.class,
            ContractBacktestCommand.class,
            ContractCommand.Ls.class,
            ContractCommand.Show.class
        })
final class ContractCommand implements Runnable {
    @Mixin
    private Shown shown = new Shown();

    @Override
    public void run() {
        throw new ParameterException(
                shown.command().commandLine(),
                "What about contracts? infer FILE, apply FILE…, test FILE… --contract C, diff A B, backtest C --last N, ls or show DATASET");
    }

    /// Puts contracts in force.
    @Command(
            name = "apply",
            description =
                    "Put contracts in force. A wrong one is refused with all its errors, each as FILE:LINE:COLUMN: MESSAGE (exit 2).")
    static final class Apply implements Callable<Integer> {
        @Mixin
        private Shown shown = new Shown();

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Contracts (*.odcs.yaml).")
        private List<Path> files = List.of();

        @Override
        public Integer call() {
            ContractStore store = shown.stack().contracts();
            int status = Exit.OK;
            for (Path file : files) {
                var contract = new ContractFile(file);
                status = Math.max(status, report(contract, store.apply(contract.bytes(shown), contract::beside)));
            }
            return status;
        }

        private int report(ContractFile contract, ApplyResult result) {
            return switch (result) {
                case ApplyResult.Applied applied -> {
                    shown.line("%s: %s %s %s"
                            .formatted(
                                    contract.file(),
                                    applied.pin().dataset(),
                                    applied.pin().version(),
                                    applied.changed() ? "is in force" : "was in force already"));
                    yield Exit.OK;
                }
                case ApplyResult.Refused refused -> contract.tell(refused.problems(), shown);
            };
        }
    }

    /// Lists the contracts in force.
    @Command(name = "ls", description = "List the contracts in force.")
    static final class Ls implements Callable<Integer> {
        @Mixin
        private Shown shown = new Shown();

        @Override
        public Integer call() {
            ContractIndex index = shown.stack().contracts().current();
            if (index.contracts().isEmpty()) {
                shown.remark("No contracts. Apply one: ./millrace contract apply contracts/airports.odcs.yaml");
                return Exit.OK;
            }
            var table = new Table("DATASET", "VERSION", "CADENCE", "APPLIED", "KEYS");
            for (ContractRef contract : index.contracts()) {
                table.row(
                        contract.pin().dataset(),
                        contract.pin().version(),
                        contract.cadence().text(),
                        contract.appliedAt().toString(),
                        contract.keyPattern().toString());
            }
            table.lines(shown.columns()).forEach(shown::line);
            return Exit.OK;
        }
    }

    /// Prints a contract in force.
    @Command(name = "show", description = "Print the contract of a dataset, as it was applied.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Shown shown = new Shown();

        @Parameters(paramLabel = "DATASET", description = "Name of the dataset.")
        private String dataset = "";

        @Override
        public Integer call() {
            byte[] yaml = AppliedContract.of(shown.stack(), dataset);
            shown.line(new String(yaml, StandardCharsets.UTF_8).stripTrailing());
            return Exit.OK;
        }
    }
}
