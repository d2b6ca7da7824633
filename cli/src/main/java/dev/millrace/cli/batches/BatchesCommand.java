package dev.millrace.cli.batches;

import dev.millrace.audit.batches.Batch;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.flow.contracts.ContractRef;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists batches and where they stand.
@Command(name = "batches", description = "List batches and where they stand, the latest first.")
public final class BatchesCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Option(names = "--dataset", paramLabel = "D", description = "Only of this dataset.")
    private @Nullable String dataset;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int last;

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        List<String> datasets = dataset == null
                ? stack.contracts().current().contracts().stream()
                        .map(ContractRef::pin)
                        .map(pin -> pin.dataset())
                        .toList()
                : List.of(dataset);
        List<Batch> batches = datasets.stream()
                .flatMap(name -> stack.batches().of(name).stream())
                .sorted(Comparator.comparing(Batch::began).reversed())
                .limit(last)
                .toList();
        if (batches.isEmpty()) {
            shown.remark("No batches. Start them: " + stack.commands().batch("daily"));
        } else {
            BatchListing.lines(batches, shown.columns()).forEach(shown::line);
        }
        return Exit.OK;
    }
}
