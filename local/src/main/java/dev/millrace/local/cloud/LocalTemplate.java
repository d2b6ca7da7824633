package dev.millrace.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The template as the local cloud gets it: the one that `sam build` made, with [#DIFFERENCES] and no others. Each is
/// something that the local cloud cannot do; when it learns to, the difference goes.
public final class LocalTemplate {
    /// A change to every value of the template that stands at a path.
    ///
    /// @param path names from the top, with `*` for any one name
    /// @param replacement what the value becomes; null when it is dropped
    /// @param reason what the local cloud lacks
    record Difference(List<String> path, @Nullable JsonNode replacement, String reason) {
        Difference(String path, @Nullable JsonNode replacement, String reason) {
            this(List.of(path.split("/", -1)), replacement, reason);
        }
    }

    private static final JsonNode BOOTSTRAP = TextNode.valueOf("provided.al2023");
    private static final String NO_JAVA =
            "It has no Java of its own and runs an artifact's bootstrap, which starts AWS's runtime client for Java";
    private static final String NO_SNAP_START = "It refuses SnapStart for provided.al2023";

    static final List<Difference> DIFFERENCES = List.of(
            new Difference("Globals/Function/Runtime", BOOTSTRAP, NO_JAVA),
            new Difference("Resources/*/Properties/Runtime", BOOTSTRAP, NO_JAVA),
            new Difference("Globals/Function/SnapStart", null, NO_SNAP_START),
            new Difference("Resources/*/Properties/SnapStart", null, NO_SNAP_START),
            new Difference(
                    "Resources/*/Properties/Events/*/Properties/ScalingConfig/MaximumConcurrency",
                    IntNode.valueOf(2),
                    "It takes a number from a parameter for text, and then polls no queue; 2 because each start is a JVM here"),
            new Difference(
                    FunctionSettings.PATH,
                    TextNode.valueOf("at-home"),
                    "Nothing: every deploy writes this literal, here as in an account; see FunctionSettings"));

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int MAX_ALIASES = 10_000;
    private static final String FUNCTION = "AWS::Serverless::Function";

    private LocalTemplate() {}

    /// Reads what `sam build` wrote; it has no short tags such as `!Ref`.
    public static ObjectNode read(Path template) {
        try (Reader yaml = Files.newBufferedReader(template)) {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(MAX_ALIASES);
            Object plain = new Yaml(new SafeConstructor(options)).load(yaml);
            return JSON.valueToTree(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(template + " cannot be read", e);
        }
    }

    /// The local form of a template; the template itself stays as it is.
    static ObjectNode of(ObjectNode template) {
        ObjectNode local = template.deepCopy();
        DIFFERENCES.forEach(difference -> apply(difference, difference.path(), local));
        return local;
    }

    static void write(ObjectNode template, Path file) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), template);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /// Logical ids of the functions.
    static List<String> functions(ObjectNode template) {
        return template.path("Resources").properties().stream()
                .filter(resource -> isFunction(resource.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isFunction(JsonNode resource) {
        return resource.path("Type").asText().equals(FUNCTION);
    }

    private static void apply(Difference difference, List<String> path, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        String first = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        List<String> names = first.equals("*")
                ? object.properties().stream().map(Map.Entry::getKey).toList()
                : List.of(first);
        names.stream().filter(object::has).forEach(name -> {
            if (!rest.isEmpty()) {
                apply(difference, rest, object.path(name));
            } else if (difference.replacement() == null) {
                object.remove(name);
            } else {
                object.set(name, difference.replacement());
            }
        });
    }
}
