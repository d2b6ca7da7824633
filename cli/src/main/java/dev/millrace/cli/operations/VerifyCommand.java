package dev.millrace.cli.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.lake.QueriedRows;
import dev.millrace.cli.lake.QueryEngine;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Durations;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.TextTable;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.verification.Verification;
import dev.millrace.flow.verification.Verified;
import dev.millrace.flow.verification.Violation;
import dev.millrace.local.UserError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Compares the lake's tables with the records.
@Command(
        name = "verify",
        description =
                "Compare the tables with the records: the rows of each are exactly those of INGESTED files, nothing"
                        + " else lies where a query reads, and batches that SUCCEEDED left no file behind. Changes"
                        + " nothing. Exit status 3 when something does not fit.")
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Option(names = "--dataset", paramLabel = "D", description = "Only this dataset.")
    private @Nullable String dataset;

    @Option(
            names = "--grace",
            paramLabel = "D",
            converter = Durations.class,
            defaultValue = "5m",
            description = "What changed within it is passed over, such as 0s or 30m (default: ${DEFAULT-VALUE}).")
    private Duration grace = Duration.ofMinutes(5);

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        Verification verification = stack.verification(
                problem -> shown.error(String.valueOf(problem.getMessage())), new QueriedRows(QueryEngine.of(stack)));
        Verified all = Verified.NOTHING;
        for (ContractRef contract : contracts(stack)) {
            shown.step("Verifying " + contract.pin().dataset());
            Verified verified = verification.of(contract, grace);
            shown.done("Verified " + contract.pin().dataset());
            all = all.plus(verified);
        }
        if (json) {
            shown.line(json(all).toString());
        } else {
            show(all);
        }
        return all.violations().isEmpty() ? Exit.OK : Exit.VIOLATIONS;
    }

    private List<ContractRef> contracts(Stack stack) {
        List<ContractRef> contracts = stack.contracts().current().contracts();
        if (dataset == null) {
            return contracts;
        }
        return List.of(contracts.stream()
                .filter(contract -> contract.pin().dataset().equals(dataset))
                .findFirst()
                .orElseThrow(() -> new UserError("No contract is in force for a dataset %s; %s lists them."
                        .formatted(dataset, stack.commands().contracts()))));
    }

    private void show(Verified all) {
        if (!all.violations().isEmpty()) {
            var table = new TextTable("DATASET", "TABLE", "OBJECT", "WHAT", "TO DO");
            all.violations().forEach(v -> table.row(v.dataset(), v.table(), v.object(), v.what(), v.todo()));
            table.lines(shown.columns()).forEach(shown::line);
        }
        all.notes().forEach(shown::remark);
        shown.remark("%d violations; %d things checked, %d passed over because somebody is at work on them"
                .formatted(all.violations().size(), all.checked(), all.passedOver()));
    }

    private static ObjectNode json(Verified all) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("checked", all.checked()).put("passedOver", all.passedOver());
        ArrayNode notes = node.putArray("notes");
        all.notes().forEach(notes::add);
        ArrayNode violations = node.putArray("violations");
        for (Violation v : all.violations()) {
            violations
                    .addObject()
                    .put("dataset", v.dataset())
                    .put("table", v.table())
                    .put("object", v.object())
                    .put("what", v.what())
                    .put("todo", v.todo());
        }
        return node;
    }
}
