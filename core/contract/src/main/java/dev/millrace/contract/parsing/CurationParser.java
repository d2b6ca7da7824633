package dev.millrace.contract.parsing;

import dev.millrace.contract.Cadence;
import dev.millrace.contract.Column;
import dev.millrace.contract.Curation;
import dev.millrace.contract.Curation.Deduplication;
import dev.millrace.contract.Curation.TransformFile;
import dev.millrace.contract.Engine;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Spelled;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `millrace.curate`.
final class CurationParser {
    private static final List<String> FIELDS = List.of("deduplicate", "columns", "derive", "transform", "engine");
    private static final List<String> OF_TRANSFORM = List.of("sql", "python", "jar", "class");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern CLASS = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_$]*){0,20}");

    private final Problems problems;
    private final List<Column> columns;
    private final List<String> primaryKey;

    CurationParser(Problems problems, List<Column> columns, List<String> primaryKey) {
        this.problems = problems;
        this.columns = columns;
        this.primaryKey = primaryKey;
    }

    /// @param curate the property's value; empty where it is not given
    Curation parse(Optional<YamlNode> curate, Cadence cadence) {
        boolean onArrival = cadence == Cadence.ON_ARRIVAL;
        if (curate.isPresent() && onArrival) {
            problems.add(
                    curate.get(),
                    "has a meaning only with millrace.cadence: daily or monthly; rows of files that are ingested on"
                            + " arrival are loaded as they are");
        }
        if (onArrival) {
            return Curation.NONE;
        }
        if (curate.isEmpty()) {
            Deduplication usual = isKeyKept() ? Deduplication.NEWEST : Deduplication.NONE;
            return new Curation(usual, Curation.NONE.columns(), List.of(), Optional.empty(), Curation.NONE.engine());
        }
        if (!curate.get().isMapping()) {
            problems.add(curate.get(), "must have fields: %s".formatted(String.join(", ", FIELDS)));
            return Curation.NONE;
        }
        Fields fields = curate.get().fields();
        onlyKnown(problems, fields, FIELDS);
        return new Curation(
                deduplication(fields),
                new ColumnCurationParser(problems, columns).parse(fields),
                new DerivedColumnsParser(problems, columns).parse(fields),
                fields.get("transform").flatMap(this::transform),
                oneOf(fields, "engine", Engine.class, text -> Spelled.find(Engine.class, text))
                        .orElse(Engine.GLUE));
    }

    /// Says of each field that is not known that it is not.
    static void onlyKnown(Problems problems, Fields fields, List<String> known) {
        fields.names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(
                        fields.near(name),
                        "there is no '%s' here; there are %s%s"
                                .formatted(name, String.join(", ", known), Spelling.hint(name, known))));
    }

    private <E extends Enum<E> & Spelled> Optional<E> oneOf(
            Fields fields, String name, Class<E> type, Function<String, Optional<E>> ofText) {
        Optional<E> constant = fields.get(name).flatMap(YamlNode::scalar).flatMap(ofText);
        List<String> texts = Spelled.texts(type);
        if (fields.get(name).isPresent() && constant.isEmpty()) {
            String hint =
                    fields.text(name).map(text -> Spelling.hint(text, texts)).orElse("");
            problems.add(fields.near(name), "must be %s%s".formatted(String.join(" or ", texts), hint));
        }
        return constant;
    }

    private Deduplication deduplication(Fields fields) {
        Optional<Deduplication> said =
                oneOf(fields, "deduplicate", Deduplication.class, text -> Spelled.find(Deduplication.class, text));
        if (said.equals(Optional.of(Deduplication.NEWEST)) && !isKeyKept()) {
            problems.add(
                    fields.near("deduplicate"),
                    "rows are told apart by the primary key, and there is none whose columns are all stored in clear or"
                            + " as tokens; say 'primaryKey: true' on its columns, or deduplicate: none");
        }
        return said.orElse(isKeyKept() ? Deduplication.NEWEST : Deduplication.NONE);
    }

    /// Whether rows of the table can be told apart by the primary key: masked values of different keys may be equal.
    private boolean isKeyKept() {
        return !primaryKey.isEmpty()
                && columns.stream()
                        .filter(column -> primaryKey.contains(column.name()))
                        .allMatch(column -> column.protection()
                                .filter(protection -> protection != Protection.TOKENISE)
                                .isEmpty());
    }

    /// A text that must be there.
    static Optional<String> needed(Problems problems, Fields fields, String name) {
        Optional<String> text = fields.text(name);
        if (text.isEmpty()) {
            problems.add(fields.near(name), "'%s' must be given, as text".formatted(name));
        }
        return text;
    }

    /// Tells what is wrong, and whether nothing is.
    static boolean saysNothing(Problems problems, String wrong, YamlNode spot) {
        if (!wrong.isEmpty()) {
            problems.add(spot, wrong);
        }
        return wrong.isEmpty();
    }

    private Optional<TransformFile> transform(YamlNode spot) {
        Fields fields = spot.fields();
        onlyKnown(problems, fields, OF_TRANSFORM);
        List<TransformFile.Kind> kinds = List.of(TransformFile.Kind.values()).stream()
                .filter(kind -> fields.get(kind.text()).isPresent())
                .toList();
        if (kinds.size() != 1) {
            problems.add(spot, "must have one of sql, python and jar: the name of a file beside the contract");
            return Optional.empty();
        }
        TransformFile.Kind kind = kinds.get(0);
        Optional<String> file = needed(problems, fields, kind.text()).filter(name -> isFile(name, kind, fields));
        return isClassGiven(fields, kind)
                ? file.map(name -> new TransformFile(kind, name, fields.text("class")))
                : Optional.empty();
    }

    private boolean isFile(String name, TransformFile.Kind kind, Fields fields) {
        boolean fits = FILE.matcher(name).matches() && name.endsWith(kind.ending());
        return saysNothing(
                problems,
                fits
                        ? ""
                        : "must be the plain name of a file beside the contract, such as net%s: letters, digits, '.', '_' and '-', no folders"
                                .formatted(kind.ending()),
                fields.near(kind.text()));
    }

    private boolean isClassGiven(Fields fields, TransformFile.Kind kind) {
        if (kind != TransformFile.Kind.JAR) {
            return saysNothing(
                    problems,
                    fields.get("class").isPresent() ? "has a meaning only with 'jar'; remove it" : "",
                    fields.near("class"));
        }
        boolean fits = fields.text("class")
                .filter(name -> CLASS.matcher(name).matches())
                .isPresent();
        return saysNothing(
                problems,
                fits ? "" : "'class' must be the full name of a class in the jar, such as org.example.Net",
                fields.near("class"));
    }
}
