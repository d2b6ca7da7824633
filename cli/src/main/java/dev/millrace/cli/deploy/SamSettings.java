package dev.millrace.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.Checkout;
import dev.millrace.local.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one environment of `samconfig.toml` says about `sam deploy`, under the names that AWS SAM gives it.
public final class SamSettings {
    /// What [#write] decides anew, and what a file of settings for one deploy has no use of.
    private static final List<String> DECIDED = List.of(
            "template",
            "template_file",
            "guided",
            "stack_name",
            "region",
            "s3_bucket",
            "resolve_s3",
            "confirm_changeset",
            "fail_on_empty_changeset",
            "no_progressbar",
            "parameter_overrides");

    private static final String CAPABILITIES = "CAPABILITY_IAM CAPABILITY_NAMED_IAM";

    private final ObjectNode said;

    SamSettings(ObjectNode said) {
        this.said = said.deepCopy();
    }

    /// Reads them by AWS SAM's own reader.
    public static SamSettings read(Checkout checkout, String environment) {
        Path folder = checkout.home().made("deploy");
        Path found = folder.resolve("samconfig.json");
        Command.of(
                        checkout.toolbox().python().toString(),
                        checkout.root().resolve("tools/sam_settings.py").toString(),
                        checkout.root().toString(),
                        environment,
                        found.toString())
                .with(SamCli::keepToTheCheckout)
                .run(folder.resolve("samconfig.log"));
        try {
            return new SamSettings((ObjectNode) Json.MAPPER.readTree(found.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(found + " cannot be read", e);
        }
    }

    Optional<String> stack() {
        return text("stack_name");
    }

    Optional<String> region() {
        return text("region");
    }

    Optional<String> profile() {
        return text("profile");
    }

    /// Whether a person is to confirm what will be changed.
    boolean confirmsChanges() {
        return said.path("confirm_changeset").asBoolean();
    }

    /// Values of the template's parameters.
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        said.path("parameter_overrides")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
        return parameters;
    }

    /// Writes settings for one deploy, in the environment `default`: what is decided now, and else what was said.
    /// Parameters stand in a file, since AWS SAM takes the quotes of its command line apart by rules of its own.
    ///
    /// @param file a name in `.yaml`; JSON, which is YAML, too
    public void write(Path file, String stack, String region, String bucket, Map<String, String> parameters) {
        ObjectNode settings = said.deepCopy();
        settings.remove(DECIDED);
        settings.put("stack_name", stack).put("region", region).put("s3_bucket", bucket);
        settings.set("parameter_overrides", Json.MAPPER.valueToTree(parameters));
        if (!settings.has("capabilities")) {
            settings.put("capabilities", CAPABILITIES);
        }
        ObjectNode whole = Json.MAPPER.createObjectNode().put("version", 0.1);
        whole.putObject("default").putObject("deploy").set("parameters", settings);
        try {
            Files.writeString(file, whole.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private Optional<String> text(String name) {
        return Optional.of(said.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
