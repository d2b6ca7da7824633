package dev.millrace.cli.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.authoring.diff.Audience;
import dev.millrace.authoring.diff.Change;
import dev.millrace.authoring.diff.ContractDiff;
import dev.millrace.authoring.diff.Difference;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ContractPlaces;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.formats.Formats;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares two contracts.
@Command(
        name = "diff",
        description =
                "Compare two contracts: what changes, for whom that breaks something, and where it stands. Exit status 3 when "
                        + "something breaks, or cannot be compared and may; 2 when a contract cannot be read.")
final class ContractDiffCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Option(
            names = "--applied",
            paramLabel = "D",
            description = "The first contract is the one of this dataset that is in force.")
    private @Nullable String applied;

    @Parameters(
            paramLabel = "CONTRACT",
            arity = "1..2",
            description = "The first contract (*.odcs.yaml) and the second.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON object a change and line.")
    private boolean json;

    /// A contract that was read.
    private record Side(String name, DataContract contract, ContractPlaces places) {}

    @Override
    public Integer call() {
        if (files.size() != (applied == null ? 2 : 1)) {
            throw shown.wrongUsage("give two contracts, or one and --applied DATASET");
        }
        Side before = applied == null ? side(files.getFirst()) : inForce(applied);
        Side after = side(files.getLast());
        if (before == null || after == null) {
            return Exit.USAGE;
        }
        List<Change> changes =
                ContractDiff.between(before.contract(), before.places(), after.contract(), after.places());
        changes.forEach(change -> shown.line(json ? json(change) : text(change, before, after)));
        if (changes.isEmpty() && !json) {
            shown.remark("Nothing that a file or its table depends on has changed.");
        }
        return changes.stream().anyMatch(Change::needsCare) ? Exit.REJECTED : Exit.OK;
    }

    private @Nullable Side side(Path file) {
        var contract = new ContractFile(file);
        byte[] yaml = contract.bytes(shown);
        return switch (Formats.contract(yaml)) {
            case ParsedContract.Accepted accepted ->
                new Side(file.toString(), accepted.contract(), ContractPlaces.of(yaml));
            case ParsedContract.Refused refused -> {
                contract.tell(refused.problems(), shown);
                yield null;
            }
        };
    }

    private @Nullable Side inForce(String dataset) {
        byte[] yaml = AppliedContract.of(shown.stack(), dataset);
        return switch (Formats.contract(yaml)) {
            case ParsedContract.Accepted accepted ->
                new Side("the contract in force", accepted.contract(), ContractPlaces.of(yaml));
            case ParsedContract.Refused refused -> {
                Problem first = refused.problems().getFirst();
                shown.error("the contract of %s in force cannot be read by this release: %s".formatted(dataset, first));
                yield null;
            }
        };
    }

    private static String text(Change change, Side before, Side after) {
        Difference difference = change.difference();
        return "%s:%d: %s (was %s:%d)"
                .formatted(after.name(), difference.lineAfter(), change.text(), before.name(), difference.lineBefore());
    }

    private static String json(Change change) {
        Difference difference = change.difference();
        ObjectNode node = Json.MAPPER.createObjectNode().put("kind", change.kind());
        ArrayNode whom = node.putArray("for");
        change.whom().stream().sorted().map(Audience::text).forEach(whom::add);
        node.put("field", difference.field())
                .put("before", difference.before())
                .put("after", difference.after())
                .put("lineBefore", difference.lineBefore())
                .put("lineAfter", difference.lineAfter())
                .put("consequence", change.consequence());
        return Json.line(node);
    }
}
