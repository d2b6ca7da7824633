package dev.millrace.contract.parsing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The fields of one mapping in a contract, by name. A field that is null counts as absent.
public final class Fields {
    private final YamlNode spot;
    private final Map<String, YamlNode> byName = new TreeMap<>();

    Fields(YamlNode spot) {
        this.spot = spot;
        if (spot.node() instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::put);
        }
    }

    private void put(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
            YamlNode value = new YamlNode(tuple.getValueNode(), pathTo(spot.path(), key.getValue()));
            if (!value.isNull()) {
                byName.putIfAbsent(key.getValue(), value);
            }
        }
    }

    static String pathTo(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// The mapping itself.
    YamlNode spot() {
        return spot;
    }

    /// The names of the fields, in their alphabetical order.
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    Optional<YamlNode> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The field, or the mapping when it is absent: where to say that something about it is wrong.
    YamlNode near(String name) {
        return get(name).orElse(spot);
    }

    public Optional<String> text(String name) {
        return get(name).flatMap(YamlNode::text);
    }

    boolean flag(String name) {
        return get(name).flatMap(YamlNode::flag).orElse(false);
    }

    Optional<Integer> whole(String name) {
        return get(name).flatMap(YamlNode::whole);
    }

    Optional<BigDecimal> number(String name) {
        return get(name).flatMap(YamlNode::number);
    }

    public List<YamlNode> items(String name) {
        return get(name).map(YamlNode::items).orElse(List.of());
    }
}
