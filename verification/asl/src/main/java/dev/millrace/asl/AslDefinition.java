package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A state machine's file, of which every field is one that [AslExecution] knows (Amazon States Language, with
/// JSONata).
public final class AslDefinition {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> TOP = Set.of("Comment", "QueryLanguage", "StartAt", "TimeoutSeconds", "States");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");

    private final JsonNode root;
    private final AslScope scope;

    private AslDefinition(JsonNode root) {
        AslScope.requireKnown("The state machine", root, TOP);
        if (!root.path("QueryLanguage").asText().equals("JSONata")) {
            throw new IllegalArgumentException("The state machine's QueryLanguage is not JSONata");
        }
        this.root = root;
        this.scope = new AslScope(root);
    }

    /// Reads a state machine.
    ///
    /// @param text of its file, whose partition becomes `aws`
    /// @throws IllegalArgumentException when it holds what is not known
    public static AslDefinition parse(String text) {
        return parse(text, Map.of());
    }

    /// The same with values in place of substitutions, such as that of `${CrawlerPauseSeconds}`; the others stay.
    public static AslDefinition parse(String text, Map<String, String> substitutions) {
        String whole = text.replace("${Partition}", "aws");
        for (Map.Entry<String, String> substitution : substitutions.entrySet()) {
            whole = whole.replace("${" + substitution.getKey() + "}", substitution.getValue());
        }
        try {
            return new AslDefinition(MAPPER.readTree(whole));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same state machine with a change, such as a defect.
    public AslDefinition changed(Consumer<ObjectNode> change) {
        ObjectNode copy = root.deepCopy();
        change.accept(copy);
        return new AslDefinition(copy);
    }

    /// How long an execution may take, in seconds.
    public long timeoutSeconds() {
        return root.path("TimeoutSeconds").asLong(Long.MAX_VALUE);
    }

    AslScope scope() {
        return scope;
    }

    /// The name that stands for something, such as `LoadFileFunction` for `${LoadFileFunction}`.
    ///
    /// @throws IllegalArgumentException when it is no substitution
    public static String substituted(String text) {
        Matcher substitution = SUBSTITUTION.matcher(text);
        if (!substitution.matches()) {
            throw new IllegalArgumentException("Not named by a substitution: " + text);
        }
        return substitution.group(1);
    }

    /// The functions that Tasks call on any level, by the state's name.
    public Map<String, String> functionsByTask() {
        var functions = new TreeMap<String, String>();
        scope.everyState().forEach((name, state) -> {
            if (state.at("/Arguments").has("FunctionName")) {
                functions.put(
                        name, substituted(state.at("/Arguments/FunctionName").asText()));
            }
        });
        return functions;
    }

    /// The names of the Tasks, on any level.
    public Set<String> tasks() {
        return scope.everyState().entrySet().stream()
                .filter(e -> e.getValue().path("Type").asText().equals("Task"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
