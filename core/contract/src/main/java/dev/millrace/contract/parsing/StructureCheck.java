package dev.millrace.contract.parsing;

import dev.millrace.contract.parsing.Structure.Field;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Walks a whole contract, also what is only descriptive in it, and says which fields are unknown, missing, given
/// twice or not of their kind.
final class StructureCheck {
    private static final Pattern STABLE_ID = Pattern.compile("[A-Za-z0-9_-]+");

    private final Problems problems;

    StructureCheck(Problems problems) {
        this.problems = problems;
    }

    /// Checks `spot` against the structure called `name`.
    void check(YamlNode spot, String name) {
        checkKind(spot, new Field(true, name, Optional.empty()));
    }

    private void checkKind(YamlNode spot, Field field) {
        String kind = field.kind();
        if (field.otherKind().isPresent() && spot.isList()) {
            kind = field.otherKind().get();
        }
        if (kind.endsWith("*")) {
            checkList(spot, kind.substring(0, kind.length() - 1));
        } else if (Structure.of(kind).isPresent()) {
            checkMapping(spot, kind, Structure.of(kind).get());
        } else {
            checkScalar(spot, kind);
        }
    }

    private void checkList(YamlNode spot, String kind) {
        if (!spot.isList()) {
            problems.add(spot, "must be a list: lines that begin with '- '");
        }
        spot.items().forEach(item -> check(item, kind));
    }

    private void checkScalar(YamlNode spot, String kind) {
        switch (kind) {
            case "text" -> {
                if (spot.path().startsWith("support[")
                        && spot.text().filter(HiddenUrls.HIDDEN::equals).isPresent()) {
                    problems.add(
                            spot, "is not a URL, but stands for one that 'contract show' hid; write the channel's own");
                }
                if (spot.text().isEmpty()) {
                    problems.add(spot, "must be text" + quoteHint(spot));
                }
            }
            case "flag" -> expect(spot.flag().isPresent(), spot, "must be true or false");
            case "whole" -> expect(spot.whole().isPresent(), spot, "must be a whole number of at most 9 digits");
            case "number" ->
                expect(spot.number().isPresent(), spot, "must be a number such as 12 or -0.5, without quotes");
            default -> checkAnything(spot);
        }
    }

    private void expect(boolean kept, YamlNode spot, String message) {
        if (!kept) {
            problems.add(spot, message);
        }
    }

    private static String quoteHint(YamlNode spot) {
        // A URL may be one that only its owners know.
        boolean secret = spot.path().endsWith("url") || spot.path().endsWith("Url");
        return secret
                ? "; put it in quotes"
                : spot.scalar().map("; put it in quotes: \"%s\""::formatted).orElse("");
    }

    /// Whatever it is, no key stands in it twice.
    private void checkAnything(YamlNode spot) {
        spot.items().forEach(this::checkAnything);
        if (spot.node() instanceof MappingNode mapping) {
            Set<String> seen = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                name(spot, tuple, seen)
                        .ifPresent(name ->
                                checkAnything(new YamlNode(tuple.getValueNode(), Fields.pathTo(spot.path(), name))));
            }
        }
    }

    private void checkMapping(YamlNode spot, String kind, Structure structure) {
        if (!(spot.node() instanceof MappingNode mapping)) {
            problems.add(spot, "must have fields: lines such as 'name: value'");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            name(spot, tuple, seen).ifPresent(name -> checkField(spot, tuple, name, kind, structure));
        }
        Fields fields = spot.fields();
        structure.fields().forEach((name, field) -> {
            if (field.required() && fields.get(name).isEmpty()) {
                problems.add(spot, "'%s' is missing".formatted(name));
            }
        });
    }

    private void checkField(YamlNode spot, NodeTuple tuple, String name, String kind, Structure structure) {
        String path = Fields.pathTo(spot.path(), name);
        YamlNode value = new YamlNode(tuple.getValueNode(), path);
        Field field = structure.fields().get(name);
        if (field == null && !structure.open()) {
            problems.add(
                    tuple.getKeyNode().getStartMark(),
                    path,
                    "ODCS 3.1 has no field '%s' in %s%s"
                            .formatted(
                                    name,
                                    readable(kind),
                                    Spelling.hint(name, structure.fields().keySet())));
        } else if (!value.isNull()) {
            checkKind(value, field == null ? new Field(false, "any", Optional.empty()) : field);
            checkId(name, value, kind);
        }
    }

    private void checkId(String name, YamlNode value, String kind) {
        boolean stable = name.equals("id") && !kind.equals("contract");
        if (stable
                && value.text().filter(id -> !STABLE_ID.matcher(id).matches()).isPresent()) {
            problems.add(value, "an id here has letters, digits, '-' and '_' only");
        }
    }

    private static String readable(String kind) {
        return switch (kind) {
            case "contract" -> "a contract";
            case "object" -> "an element of schema";
            case "property" -> "a column";
            default ->
                kind.endsWith("-options")
                        ? "logicalTypeOptions of the type " + kind.replace("-options", "")
                        : "'%s'".formatted(kind);
        };
    }

    /// The name of a field, unless it cannot have one.
    private Optional<String> name(YamlNode spot, NodeTuple tuple, Set<String> seen) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(tuple.getKeyNode().getStartMark(), spot.path(), "the name of a field must be plain text");
            return Optional.empty();
        }
        if (!seen.add(key.getValue())) {
            String path = Fields.pathTo(spot.path(), key.getValue());
            problems.add(key.getStartMark(), path, "'%s' is given twice; remove one".formatted(key.getValue()));
            return Optional.empty();
        }
        return Optional.of(key.getValue());
    }
}
