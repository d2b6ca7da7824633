package dev.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.common.dispatch.Json;
import dev.millrace.local.Checkout;
import dev.millrace.local.SamLocalTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Makes the example events ready to be sent.
@Command(
        name = "events",
        description =
                "Upload the samples that the events of events/ speak of, and write the events, ready to be sent, and an env file "
                        + "for sam local invoke into .millrace/events/.")
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private Shown shown = new Shown();

    @Override
    public Integer call() throws IOException {
        Stack stack = shown.stack();
        Checkout checkout = Checkout.find();
        var examples = new ExampleEvents(stack, checkout.root().resolve("events"));
        examples.applyContract();
        Path folder = checkout.home().made("events");
        ObjectNode variables = Json.MAPPER.createObjectNode();
        for (String name : examples.names()) {
            shown.step("Making %s ready".formatted(name));
            ExampleEvents.Ready ready = examples.ready(name);
            Path file = folder.resolve(name + ".json");
            write(file, ready.event());
            variables.set(ready.function().logicalId(), environment(stack, ready.function()));
            shown.line("%s  for %s".formatted(file, ready.function().logicalId()));
        }
        Path env = folder.resolve("env.json");
        write(env, variables);
        shown.line("%s  for --env-vars".formatted(env));
        shown.remark("Send one: ./millrace invoke validate-file -e %s".formatted(folder.resolve("ValidateFile.json")));
        shown.remark(
                "or, with Docker: sam local invoke ValidateFileFunction%s -e %s --env-vars %s --docker-network host"
                        .formatted(template(stack, checkout), folder.resolve("ValidateFile.json"), env));
        return Exit.OK;
    }

    /// The option that names the template; none for a stack in an account, whose own template will do.
    private static String template(Stack stack, Checkout checkout) {
        return stack.aws() instanceof Aws.Local local
                ? " -t " + SamLocalTemplate.write(checkout.home(), local.access())
                : "";
    }

    /// The deployed function's own variables, and how to reach the local cloud.
    private static ObjectNode environment(Stack stack, FunctionName function) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        String name = stack.physicalId(function.logicalId());
        stack.aws()
                .client(LambdaClient.builder())
                .getFunctionConfiguration(g -> g.functionName(name))
                .environment()
                .variables()
                .forEach(node::put);
        if (stack.aws() instanceof Aws.Local local) {
            SamLocalTemplate.variables(local.access()).forEach(node::put);
        }
        return node;
    }

    private static void write(Path file, com.fasterxml.jackson.databind.JsonNode json) throws IOException {
        Files.writeString(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
}
