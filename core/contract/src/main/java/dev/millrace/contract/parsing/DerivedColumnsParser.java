package dev.millrace.contract.parsing;

import dev.millrace.contract.Column;
import dev.millrace.contract.Curation.DerivedColumn;
import dev.millrace.contract.Partitioning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads which columns `millrace.curate` derives.
final class DerivedColumnsParser {
    private static final List<String> FIELDS = List.of("name", "type", "sql");
    private static final Set<String> TYPES =
            Set.of("string", "int", "bigint", "float", "double", "boolean", "date", "timestamp");
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(([1-9][0-9]?),([0-9]{1,2})\\)");
    private static final int MOST_DIGITS = 38;
    private static final int MOST_DERIVED = 100;
    private static final int LONGEST_SQL = 10_000;

    private final Problems problems;
    private final List<Column> columns;

    DerivedColumnsParser(Problems problems, List<Column> columns) {
        this.problems = problems;
        this.columns = columns;
    }

    /// The derived columns, in their order.
    List<DerivedColumn> parse(Fields fields) {
        List<YamlNode> items = fields.items("derive");
        fields.get("derive")
                .filter(spot -> !spot.isList() || items.size() > MOST_DERIVED)
                .ifPresent(spot -> problems.add(
                        spot,
                        "must be a list of at most %d columns: - {name: …, type: …, sql: …}".formatted(MOST_DERIVED)));
        Set<String> names = new HashSet<>();
        List<DerivedColumn> derived = new ArrayList<>();
        for (YamlNode item : items) {
            Fields column = item.fields();
            CurationParser.onlyKnown(problems, column, FIELDS);
            Optional<String> name =
                    CurationParser.needed(problems, column, "name").filter(text -> isFree(text, column, names));
            Optional<String> type =
                    CurationParser.needed(problems, column, "type").filter(text -> isType(text, column));
            Optional<String> sql =
                    CurationParser.needed(problems, column, "sql").filter(text -> isExpression(text, column));
            if (name.isPresent() && type.isPresent() && sql.isPresent()) {
                derived.add(new DerivedColumn(name.get(), type.get(), sql.get()));
            }
        }
        return derived;
    }

    private boolean isFree(String name, Fields column, Set<String> names) {
        String wrong = "";
        if (name.startsWith("_")) {
            wrong = "names that begin with _ are reserved";
        } else if (!Column.isName(name)) {
            wrong = "a column's name is a lowercase letter and up to 127 of a-z, 0-9 and _";
        } else if (name.equals(Partitioning.ByArrivalDate.COLUMN)) {
            wrong = "'%s' is reserved; name the column otherwise".formatted(name);
        } else if (columns.stream().anyMatch(other -> other.name().equals(name))) {
            wrong = "the files have a column '%s'; name the derived one otherwise".formatted(name);
        } else if (!names.add(name)) {
            wrong = "two derived columns are named '%s'".formatted(name);
        }
        return CurationParser.saysNothing(problems, wrong, column.near("name"));
    }

    private boolean isType(String type, Fields column) {
        Matcher decimal = DECIMAL.matcher(type);
        boolean fits = decimal.matches()
                ? Integer.parseInt(decimal.group(1)) <= MOST_DIGITS
                        && Integer.parseInt(decimal.group(2)) <= Integer.parseInt(decimal.group(1))
                : TYPES.contains(type);
        String types = TYPES.stream().sorted().reduce((a, b) -> a + ", " + b).orElseThrow();
        return CurationParser.saysNothing(
                problems,
                fits
                        ? ""
                        : "must be a type of the catalog: %s or decimal(p,s)%s"
                                .formatted(types, Spelling.hint(type, TYPES)),
                column.near("type"));
    }

    private boolean isExpression(String sql, Fields column) {
        boolean fits = !sql.isBlank() && sql.length() <= LONGEST_SQL;
        return CurationParser.saysNothing(
                problems,
                fits ? "" : "must be an expression of Spark's SQL with at most %,d characters".formatted(LONGEST_SQL),
                column.near("sql"));
    }
}
