package dev.millrace.authoring;

import dev.millrace.contract.NewColumn;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problems;
import dev.millrace.contract.parsing.YamlNode;
import dev.millrace.contract.parsing.YamlReader;
import dev.millrace.formats.Formats;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Writes a contract that also has the new columns of a file, for its owner to read, change and apply. Everything else
/// stays as it stands, with its comments.
public final class ContractProposal {
    private static final int LONGEST_NAME = 128;

    private ContractProposal() {}

    /// The proposed contract.
    ///
    /// @param yaml the contract in force
    /// @return empty when it cannot be written into the contract's text, for its columns stand in brackets
    public static Optional<String> of(byte[] yaml, List<NewColumn> added) {
        Problems problems = new Problems();
        Optional<List<YamlNode>> properties = new YamlReader(problems)
                .read(yaml)
                .map(root -> new YamlNode(root, "").fields().items("schema"))
                .filter(schema -> schema.size() == 1)
                .map(schema -> schema.get(0).fields().items("properties"))
                .filter(columns -> !columns.isEmpty());
        if (properties.isEmpty() || added.isEmpty()) {
            return Optional.empty();
        }
        String proposed = inserted(new String(yaml, StandardCharsets.UTF_8), properties.get(), added);
        // What cannot be read must not be proposed.
        boolean readable = Formats.contract(proposed.getBytes(StandardCharsets.UTF_8))
                        instanceof ParsedContract.Accepted accepted
                && accepted.contract().columns().size() == properties.get().size() + added.size();
        return readable ? Optional.of(proposed) : Optional.empty();
    }

    private static String inserted(String text, List<YamlNode> properties, List<NewColumn> added) {
        Node last = properties.get(properties.size() - 1).node();
        int dash = Math.max(0, last.getStartMark().getColumn() - 2);
        int line = lineAfter(last);
        String indent = " ".repeat(dash);
        Set<String> names = new HashSet<>();
        properties.forEach(property -> property.fields().text("name").ifPresent(names::add));
        StringBuilder columns = new StringBuilder();
        columns.append(indent).append("# Proposed, for a file had it: name, type and meaning are guesses.\n");
        for (NewColumn column : added) {
            columns.append(indent)
                    .append("- name: ")
                    .append(name(column.header(), names))
                    .append('\n');
            columns.append(indent)
                    .append("  physicalName: ")
                    .append(quoted(column.header()))
                    .append('\n');
            columns.append(indent)
                    .append("  logicalType: ")
                    .append(column.logicalType())
                    .append('\n');
        }
        int at = beginningOf(text, line);
        String before = text.substring(0, at);
        return before + (before.endsWith("\n") ? "" : "\n") + columns + text.substring(at);
    }

    /// A block ends for YAML only where the next thing begins, behind comments, so that its last value counts.
    private static int lineAfter(Node node) {
        if (node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.BLOCK) {
            return mapping.getValue().stream()
                    .mapToInt(tuple -> lineAfter(tuple.getValueNode()))
                    .max()
                    .orElse(0);
        }
        if (node instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.BLOCK) {
            return sequence.getValue().stream()
                    .mapToInt(ContractProposal::lineAfter)
                    .max()
                    .orElse(0);
        }
        return node.getEndMark().getLine() + (node.getEndMark().getColumn() > 0 ? 1 : 0);
    }

    private static int beginningOf(String text, int line) {
        int at = 0;
        for (int i = 0; i < line; i++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return text.length();
            }
            at = end + 1;
        }
        return at;
    }

    /// A name for the lake that no other column has.
    private static String name(String header, Set<String> names) {
        String bare =
                header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[^a-z]+|_+$", "");
        String base = bare.isEmpty() ? "column" : bare.substring(0, Math.min(bare.length(), LONGEST_NAME - 8));
        String name = base;
        for (int i = 2; !names.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    private static String quoted(String header) {
        StringBuilder text = new StringBuilder("\"");
        header.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c) || c > 0x7E) {
                text.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('"').toString();
    }
}
