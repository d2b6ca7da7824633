package dev.millrace.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.asl.AslDefinition;
import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The state machines of the checkout.
final class Machines {
    private Machines() {}

    /// The state machine that ingests one file.
    static AslDefinition ingestFile() {
        try {
            return AslDefinition.parse(Files.readString(Checkout.root().resolve("statemachine/ingest-file.asl.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The state machine with a defect: whatever ends `Load File`, it goes on as if the file were loaded.
    static AslDefinition toleratingFailedLoads(AslDefinition machine) {
        return machine.changed(root -> {
            ArrayNode catchers = ((ObjectNode) root.required("States").required("Load File")).putArray("Catch");
            ObjectNode tolerating = catchers.addObject();
            tolerating.putArray("ErrorEquals").add("States.ALL");
            tolerating
                    .putObject("Assign")
                    .putObject("load")
                    .put("outcome", "LOADED")
                    .put("rows", 2);
            tolerating.put("Next", "Is The File Loaded");
        });
    }
}
