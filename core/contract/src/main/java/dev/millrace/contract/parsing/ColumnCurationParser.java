package dev.millrace.contract.parsing;

import dev.millrace.contract.Column;
import dev.millrace.contract.Curation.ColumnCuration;
import dev.millrace.contract.Curation.LetterCase;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Spelled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Reads what `millrace.curate` says of columns.
final class ColumnCurationParser {
    private static final List<String> FIELDS = List.of("trim", "case", "map", "default");
    private static final int MOST_TEXTS = 1_000;

    private final Problems problems;
    private final List<Column> columns;

    ColumnCurationParser(Problems problems, List<Column> columns) {
        this.problems = problems;
        this.columns = columns;
    }

    /// What is done with texts, by the name of the column.
    Map<String, ColumnCuration> parse(Fields curate) {
        Map<String, ColumnCuration> byName = new HashMap<>();
        curate.get("columns")
                .filter(spot -> !spot.isMapping())
                .ifPresent(
                        spot -> problems.add(spot, "must have the names of columns as fields: <column>: {trim: true}"));
        Fields all = curate.near("columns").fields();
        if (curate.get("columns").isPresent()) {
            all.names().forEach(name -> byName.put(name, column(name, all.near(name))));
        }
        return byName;
    }

    private ColumnCuration column(String name, YamlNode spot) {
        Optional<Column> column =
                columns.stream().filter(c -> c.name().equals(name)).findFirst();
        List<String> names = columns.stream().map(Column::name).toList();
        if (column.isEmpty()) {
            problems.add(spot, "there is no column '%s'%s".formatted(name, Spelling.hint(name, names)));
        } else if (column.get().isClassified()) {
            problems.add(spot, "the column is protected, so there is no text here that could be changed; remove it");
        } else if (!(column.get().type() instanceof LogicalType.StringType)) {
            problems.add(spot, "only the texts of string columns can be changed; for others, derive a column");
        } else if (!spot.isMapping()) {
            problems.add(spot, "must have fields: %s".formatted(String.join(", ", FIELDS)));
        }
        Fields fields = spot.fields();
        CurationParser.onlyKnown(problems, fields, FIELDS);
        return new ColumnCuration(trim(fields), letterCase(fields), map(fields), byDefault(fields, column));
    }

    private boolean trim(Fields fields) {
        if (fields.get("trim").isPresent() && fields.near("trim").flag().isEmpty()) {
            problems.add(fields.near("trim"), "must be true or false");
        }
        return fields.flag("trim");
    }

    private Optional<LetterCase> letterCase(Fields fields) {
        Optional<LetterCase> letters =
                fields.get("case").flatMap(YamlNode::scalar).flatMap(text -> Spelled.find(LetterCase.class, text));
        if (fields.get("case").isPresent() && letters.isEmpty()) {
            problems.add(fields.near("case"), "must be " + String.join(" or ", Spelled.texts(LetterCase.class)));
        }
        return letters;
    }

    private Map<String, String> map(Fields fields) {
        Map<String, String> texts = new HashMap<>();
        fields.get("map").ifPresent(spot -> {
            List<String> names = spot.fields().names();
            boolean each = spot.node() instanceof MappingNode mapping
                    && mapping.getValue().size() == names.size();
            if (!each || names.isEmpty() || names.size() > MOST_TEXTS) {
                problems.add(spot, "must have 1 to %,d texts that become others: {from: to}".formatted(MOST_TEXTS));
            }
            for (String from : names) {
                Optional<String> to = spot.fields().text(from);
                if (to.isEmpty()) {
                    problems.add(spot.fields().near(from), "must be text; put it in quotes");
                }
                texts.put(from, to.orElse(""));
            }
        });
        return texts;
    }

    private Optional<String> byDefault(Fields fields, Optional<Column> column) {
        Optional<String> text = fields.text("default");
        if (fields.get("default").isPresent() && text.isEmpty()) {
            problems.add(fields.near("default"), "must be text; put it in quotes");
        }
        if (text.isPresent() && column.filter(Column::required).isPresent()) {
            problems.add(fields.near("default"), "the column is 'required: true', so it always has a value; remove it");
        }
        return text;
    }
}
