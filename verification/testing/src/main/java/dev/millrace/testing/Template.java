package dev.millrace.testing;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The project's `template.yaml`, or another template, as plain maps, lists and texts. A short intrinsic such as
/// `!Ref Key` becomes `{"!Ref": "Key"}`.
public final class Template {
    private final Map<String, Object> root;

    private Template(Map<String, Object> root) {
        this.root = root;
    }

    /// Reads the template of this checkout.
    public static Template read() {
        return read("template.yaml");
    }

    /// Reads another template of this checkout.
    public static Template read(String name) {
        Path file = Checkout.root().resolve(name);
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Template(map(plain(new Yaml(options).compose(reader))));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    /// A copy of the template that a test may change through its maps and lists.
    public Template copy() {
        return new Template(map(copied(root)));
    }

    private static Object copied(Object value) {
        return switch (value) {
            case Map<?, ?> mapping -> {
                var copy = new LinkedHashMap<Object, Object>();
                mapping.forEach((k, v) -> copy.put(k, copied(v)));
                yield copy;
            }
            case List<?> items -> {
                var copy = new ArrayList<>();
                items.forEach(item -> copy.add(copied(item)));
                yield copy;
            }
            default -> value;
        };
    }

    /// The parameters by their names.
    public Map<String, Object> parameters() {
        return map(root.get("Parameters"));
    }

    /// The resources of a type, by logical id.
    public Map<String, Map<String, Object>> ofType(String type) {
        var found = new LinkedHashMap<String, Map<String, Object>>();
        resources().forEach((id, resource) -> {
            if (type.equals(map(resource).get("Type"))) {
                found.put(id, properties(id));
            }
        });
        return found;
    }

    /// The resources by logical id.
    public Map<String, Object> resources() {
        return map(root.get("Resources"));
    }

    /// The properties of a resource.
    public Map<String, Object> properties(String logicalId) {
        return map(map(resources().get(logicalId)).get("Properties"));
    }

    /// The settings that all functions share.
    public Map<String, Object> functionGlobals() {
        return map(map(root.get("Globals")).get("Function"));
    }

    /// A value that is known to be a mapping.
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("Not a mapping: " + value);
    }

    /// A value that is known to be a list.
    @SuppressWarnings("unchecked")
    public static List<Object> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new IllegalArgumentException("Not a list: " + value);
    }

    /// What a value may be: both ways of an `!If`, without `AWS::NoValue`; any other value itself.
    public static Stream<Object> ways(Object value) {
        if (value instanceof Map<?, ?> function) {
            if (function.get("!If") instanceof List<?> condition) {
                return condition.stream().skip(1).flatMap(Template::ways);
            }
            if ("AWS::NoValue".equals(function.get("!Ref"))) {
                return Stream.of();
            }
        }
        return Stream.of(value);
    }

    private static Object plain(Node node) {
        Object value = switch (node) {
            case MappingNode mapping -> {
                var map = new LinkedHashMap<String, Object>();
                for (NodeTuple tuple : mapping.getValue()) {
                    map.put(((ScalarNode) tuple.getKeyNode()).getValue(), plain(tuple.getValueNode()));
                }
                yield map;
            }
            case SequenceNode sequence -> {
                var list = new ArrayList<>();
                sequence.getValue().forEach(item -> list.add(plain(item)));
                yield list;
            }
            case ScalarNode scalar -> scalar.getValue();
            default -> throw new IllegalArgumentException("Not expected in a template: " + node);
        };
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? Map.of(tag, value) : value;
    }
}
