package dev.millrace.contract.parsing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// On which lines of a contract's file its parts stand.
public final class ContractPlaces {
    private final Optional<Fields> root;

    private ContractPlaces(Optional<Fields> root) {
        this.root = root;
    }

    /// The places of a contract that [ContractParser] accepts; of any other text, line 1 for everything.
    public static ContractPlaces of(byte[] yaml) {
        return new ContractPlaces(
                new YamlReader(new Problems()).read(yaml).map(node -> new YamlNode(node, "").fields()));
    }

    /// The line of a field at the top, such as `version`, or of its dataset, such as `name`, where there is one.
    public int ofField(String name) {
        return root.flatMap(fields -> fields.get(name))
                .map(ContractPlaces::line)
                .orElse(1);
    }

    /// The line of a field of the dataset, such as `quality`; that of the dataset, where there is none.
    public int ofDataset(String field) {
        return dataset().map(fields -> line(fields.near(field))).orElse(1);
    }

    /// The line of a setting, such as `cadence`; that of all settings, where it is left out.
    public int ofSetting(String name) {
        return root.flatMap(fields -> property(fields, name))
                .map(ContractPlaces::line)
                .orElse(ofField("customProperties"));
    }

    /// The line of a column's field, such as `required`, or of its option or setting, such as `minimum`, `protect`;
    /// that of the column, where it is left out.
    public int ofColumn(String column, String field) {
        Optional<Fields> found = named("properties", column);
        return found.flatMap(fields -> fields.get(field))
                .or(() -> found.flatMap(
                        fields -> fields.near("logicalTypeOptions").fields().get(field)))
                .or(() -> found.flatMap(fields -> property(fields, field)))
                .or(() -> found.map(fields -> fields.near("name")))
                .map(ContractPlaces::line)
                .orElse(1);
    }

    /// The line of the quality rule that people know by a name; that of the dataset, where there is none.
    public int ofRule(String name) {
        Stream<Fields> holders = Stream.concat(
                dataset().stream(),
                dataset().stream()
                        .flatMap(fields -> fields.items("properties").stream())
                        .map(YamlNode::fields));
        return holders.flatMap(fields -> fields.items("quality").stream())
                .filter(rule -> QualityParser.name(rule.fields()).equals(name))
                .findFirst()
                .map(ContractPlaces::line)
                .orElse(ofDataset("quality"));
    }

    private Optional<Fields> dataset() {
        return root.flatMap(fields -> fields.items("schema").stream().findFirst())
                .map(YamlNode::fields);
    }

    private Optional<Fields> named(String list, String name) {
        List<YamlNode> items = dataset().map(fields -> fields.items(list)).orElse(List.of());
        return items.stream()
                .map(YamlNode::fields)
                .filter(fields -> fields.text("name").filter(name::equals).isPresent())
                .findFirst();
    }

    private static Optional<YamlNode> property(Fields fields, String name) {
        return fields.items("customProperties").stream()
                .map(YamlNode::fields)
                .filter(item -> item.text("property")
                        .filter((SettingsParser.PREFIX + name)::equals)
                        .isPresent())
                .map(item -> item.near("value"))
                .findFirst();
    }

    private static int line(YamlNode spot) {
        return spot.node().getStartMark().getLine() + 1;
    }
}
