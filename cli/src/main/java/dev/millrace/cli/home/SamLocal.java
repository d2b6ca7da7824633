package dev.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Stack;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.DockerDoor;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.SamLocalTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// A function in AWS's own image, by `sam local invoke`, working on the local cloud.
final class SamLocal {
    private final Stack stack;
    private final Checkout checkout;
    private final Access access;

    SamLocal(Stack stack, Checkout checkout) {
        if (!(stack.aws() instanceof Aws.Local local)) {
            throw new UserError("Containers work on the local cloud only. Leave --stack out, or --docker.");
        }
        this.stack = stack;
        this.checkout = checkout;
        this.access = local.access();
    }

    /// The deployed function's own variables and, on the local cloud, how a container reaches it.
    static ObjectNode environment(Stack stack, FunctionName function) {
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

    /// Runs the function once, its words and its answer going where this command's go.
    ///
    /// @param pull whether SAM may look for a newer image
    /// @return the exit status of SAM
    int invoke(FunctionName function, JsonNode event, boolean pull) throws IOException {
        Path folder = checkout.home().made("events");
        Path eventFile = folder.resolve("invoke.json");
        Path environment = folder.resolve("invoke-env.json");
        write(eventFile, event);
        write(environment, Json.MAPPER.createObjectNode().set(function.logicalId(), environment(stack, function)));
        var words = new ArrayList<>(List.of(
                checkout.toolbox().sam().toString(),
                "local",
                "invoke",
                function.logicalId(),
                "--template-file",
                SamLocalTemplate.write(checkout.home(), access).toString(),
                "--event",
                eventFile.toString(),
                "--env-vars",
                environment.toString(),
                "--region",
                Access.REGION.id()));
        if (!pull) {
            words.add("--skip-pull-image");
        }
        DockerDoor door = DockerDoor.open(access);
        try {
            return run(words);
        } finally {
            door.close();
        }
    }

    private static int run(List<String> words) throws IOException {
        var process = new ProcessBuilder(words).inheritIO();
        process.environment().put("SAM_CLI_TELEMETRY", "0");
        try {
            return process.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("sam local invoke was interrupted", e);
        }
    }

    static void write(Path file, JsonNode json) {
        try {
            Files.writeString(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
