package dev.millrace.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.Cadence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A batch that was started by hand.
///
/// @param executionArn of its execution
public record StartedBatch(BatchRef ref, String executionArn) {
    private static final FunctionName FUNCTION = FunctionName.of("start-batches");

    /// Starts the batches that are due now, by the clock of the function that names them.
    ///
    /// @param dataset null for all datasets of the cadence
    /// @param remarks is told when the function that starts them is waited for
    public static List<StartedBatch> start(
            Stack stack, Cadence cadence, @Nullable String dataset, Consumer<String> remarks) {
        ObjectNode event = Json.MAPPER.createObjectNode().put("cadence", cadence.text());
        if (dataset != null) {
            event.put("dataset", dataset);
        }
        var started = new ArrayList<StartedBatch>();
        for (JsonNode batch :
                new Functions(stack, remarks).invoke(FUNCTION, event).path("started")) {
            var ref = new BatchRef(
                    batch.path("dataset").asText(),
                    cadence.text(),
                    batch.path("batch").asText());
            started.add(new StartedBatch(ref, batch.path("executionArn").asText()));
        }
        return started;
    }
}
