package dev.millrace.cli.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Pauses;
import dev.millrace.cli.terminal.Durations;
import dev.millrace.cli.terminal.Exit;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Sweeps now, instead of when the schedule does.
@Command(
        name = "sweep",
        description =
                "Look now, to the end, for what was lost, instead of when the schedule does it: uploads whose event never came, "
                        + "executions that ended unheard, FAILED files to try again, notices that are owed. Set it right, and say what was found.")
public final class SweepCommand implements Callable<Integer> {
    private static final FunctionName FUNCTION = FunctionName.of("sweep");
    private static final Duration PAUSE = Duration.ofSeconds(3);

    @Mixin
    private Console shown = new Console();

    @Option(
            names = "--grace",
            paramLabel = "D",
            converter = Durations.class,
            description =
                    "How old an upload or a lease must be to be taken care of, such as 0s or 30m (default: as deployed).")
    private @Nullable Duration grace;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        var functions = new Functions(shown.stack(), shown::remark);
        var findings = new SweepFindings();
        shown.step("Sweeping");
        while (!findings.add(functions.invoke(FUNCTION, event()))) {
            String soFar = findings.line();
            shown.remark(soFar.isEmpty() ? "  another sweep is at work; waiting for it" : "  so far: " + soFar);
            Pauses.pause(PAUSE);
        }
        shown.done("Swept");
        if (json) {
            shown.line(findings.json().toString());
        } else {
            findings.table().lines(shown.columns()).forEach(shown::line);
        }
        return Exit.OK;
    }

    private ObjectNode event() {
        ObjectNode event = Json.MAPPER.createObjectNode();
        return grace == null ? event : event.put("graceSeconds", grace.toSeconds());
    }
}
