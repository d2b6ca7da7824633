package dev.millrace.contract.parsing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A value in a contract and where it is. What it is not, it answers with nothing: [StructureCheck] has said so.
///
/// Numbers and booleans are those of JSON, not those of YAML 1.1, to which `no`, `1_000` and `12:30` are such, too.
public record YamlNode(Node node, String path) {
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,99})(?:\\.[0-9]{1,99})?(?:[eE][+-]?[0-9]{1,3})?");

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /// The text as it is written, of any scalar but null.
    Optional<String> scalar() {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    Optional<String> text() {
        boolean isText = node.getTag().equals(Tag.STR) || node.getTag().equals(Tag.TIMESTAMP);
        return isText ? scalar() : Optional.empty();
    }

    Optional<Boolean> flag() {
        return plain().filter(text -> text.equals("true") || text.equals("false"))
                .map(Boolean::valueOf);
    }

    Optional<BigDecimal> number() {
        return plain().filter(text -> NUMBER.matcher(text).matches()).map(BigDecimal::new);
    }

    Optional<Integer> whole() {
        return plain().filter(text -> text.matches("-?[0-9]{1,9}")).map(Integer::valueOf);
    }

    private Optional<String> plain() {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN
                ? scalar()
                : Optional.empty();
    }

    /// The fields of a mapping; none of anything else.
    public Fields fields() {
        return new Fields(this);
    }

    /// The items of a list; none of anything else.
    List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of();
        }
        List<Node> nodes = sequence.getValue();
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> new YamlNode(nodes.get(i), "%s[%d]".formatted(path, i)))
                .toList();
    }
}
