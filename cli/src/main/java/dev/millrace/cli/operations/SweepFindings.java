package dev.millrace.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.terminal.TextTable;
import dev.millrace.contract.Printable;
import dev.millrace.local.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a sweep found, in all the calls that it took.
final class SweepFindings {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("listed", "versions in the landing bucket that were looked at"),
            Map.entry("lostEvents", "uploads that no event announced: recorded and started now"),
            Map.entry("started", "recorded objects whose execution was never started: started now"),
            Map.entry("failedUnheard", "executions that ended without a word: their objects are FAILED now"),
            Map.entry("jobsUnheard", "jobs that ended, or whose launch died, without a word: put right now"),
            Map.entry("resumed", "moves to the failed bucket that had stopped: resumed"),
            Map.entry("replayed", "FAILED objects whose time had come: started again"),
            Map.entry("givenUp", "objects that fail again and again while others pass: set aside"),
            Map.entry("setFilesReleased", "files that waited for a set which is complete: let go on"),
            Map.entry("batchesClosed", "batches whose execution ended without a word: closed now"),
            Map.entry(
                    "batchesStarted",
                    "batches that were owed, since one failed, was missed or left files: started now"),
            Map.entry("switchedBack", "partitions that failed batches' jobs had switched late: put back"),
            Map.entry("withdrawn", "objects whose rows were to go: taken from their table"),
            Map.entry("notices", "notices that were owed: sent"),
            Map.entry("verified", "files and partitions of the lake that were compared with the records"),
            Map.entry("violations", "those that do not fit: the command verify lists them"),
            Map.entry(
                    "troubles",
                    "things that went wrong, which the next sweep tries again: the command logs sweep shows them"));

    private final Map<String, Long> numbers = new LinkedHashMap<>();

    /// Adds the answer of one call.
    ///
    /// @return whether the sweep is through
    /// @throws Trouble when it is no answer of a sweep
    boolean add(JsonNode answer) {
        JsonNode complete = answer.path("complete");
        if (!complete.isBoolean()) {
            throw new UserError(
                    "The sweep's answer is of another release than this command's: %s. Deploy this checkout."
                            .formatted(Printable.of(answer.toString(), 200)));
        }
        answer.properties().stream()
                .filter(field -> field.getValue().isIntegralNumber())
                .forEach(field -> numbers.merge(field.getKey(), field.getValue().longValue(), Long::sum));
        return complete.booleanValue();
    }

    /// For people.
    TextTable table() {
        var table = new TextTable("FOUND", "COUNT", "WHAT");
        numbers.forEach((name, count) -> table.row(name, count.toString(), MEANINGS.getOrDefault(name, "")));
        return table;
    }

    /// In one line, without what was not found.
    String line() {
        return numbers.entrySet().stream()
                .filter(number -> number.getValue() != 0)
                .map(number -> number.getKey() + " " + number.getValue())
                .collect(Collectors.joining(", "));
    }

    ObjectNode json() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        numbers.forEach(node::put);
        return node;
    }
}
