package dev.millrace.cli.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.Checkout;
import dev.millrace.local.cloud.SamLocalTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes the example events ready to be sent.
@Command(
        name = "events",
        description =
                "Upload the samples that the events of events/ speak of, and write the events, ready to be sent, and an env file "
                        + "for sam local invoke into .millrace/events/.")
public final class EventsCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Override
    public Integer call() throws IOException {
        Stack stack = shown.stack();
        Checkout checkout = Checkout.find();
        var examples = new ExampleEvents(stack, checkout.root().resolve("events"), shown::remark);
        examples.applyContract();
        Path folder = checkout.home().made("events");
        ObjectNode variables = Json.MAPPER.createObjectNode();
        for (String name : examples.names()) {
            shown.step("Making %s ready".formatted(name));
            ExampleEvents.Ready ready = examples.ready(name);
            Path file = folder.resolve(name + ".json");
            SamLocal.write(file, ready.event());
            variables.set(ready.function().logicalId(), SamLocal.environment(stack, ready.function()));
            shown.line("%s  for %s".formatted(file, ready.function().logicalId()));
        }
        Path env = folder.resolve("env.json");
        SamLocal.write(env, variables);
        shown.line("%s  for --env-vars".formatted(env));
        if (stack.aws() instanceof Aws.Local local) {
            shown.line("%s  for --template-file".formatted(SamLocalTemplate.write(checkout.home(), local.access())));
        }
        shown.remark("Send one: "
                + stack.commands()
                        .invoke(
                                "validate-file",
                                folder.resolve("ValidateFile.json").toString()));
        shown.remark("or, in a container (Docker), the same with --docker");
        return Exit.OK;
    }
}
