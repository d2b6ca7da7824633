package dev.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Invokes a deployed function with an event.
@Command(
        name = "invoke",
        description =
                "Invoke a deployed function with an event, and print its answer. Placeholders of the events in events/ are "
                        + "filled in: a sample is uploaded for them first.")
public final class InvokeCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(
            paramLabel = "FUNCTION",
            converter = FunctionName.Converter.class,
            description = "Such as validate-file or ValidateFileFunction.")
    private FunctionName function = new FunctionName("");

    @Option(
            names = "-e",
            paramLabel = "EVENT",
            required = true,
            description = "A JSON file, such as events/ValidateFile.json.")
    private Path event = Path.of("");

    @Option(
            names = "--docker",
            description = "Run the function in AWS's own image, by sam local invoke, instead of the deployed one.")
    private boolean docker;

    @Option(names = "--skip-pull-image", description = "With --docker: use the image that is there.")
    private boolean skipPull;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(event)) {
            throw new ParameterException(shown.command().commandLine(), "there is no file " + event);
        }
        Stack stack = shown.stack();
        if (docker) {
            return new SamLocal(stack, Checkout.find()).invoke(function, ready(stack), !skipPull);
        }
        JsonNode answer = new Functions(stack, shown::remark).invoke(function, ready(stack));
        shown.line(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        return Exit.OK;
    }

    private JsonNode ready(Stack stack) {
        JsonNode raw = read();
        if (!ExampleEvents.hasPlaceholders(raw)) {
            return raw;
        }
        Path folder = Checkout.find().root().resolve("events");
        if (!folder.equals(event.toAbsolutePath().normalize().getParent())) {
            throw new UserError(
                    "%s has placeholders, which are filled in for events of %s only.".formatted(event, folder));
        }
        var examples = new ExampleEvents(stack, folder, shown::remark);
        shown.step("Uploading a sample for the event");
        examples.applyContract();
        return examples.ready(event.getFileName().toString().replaceFirst("\\.json$", ""))
                .event();
    }

    private JsonNode read() {
        try {
            return Json.MAPPER.readTree(event.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(event + " is no JSON that can be read", e);
        }
    }
}
