package dev.millrace.judging;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.NewColumn;
import dev.millrace.contract.Protection;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells how a file's columns differ from the contract's, and does with it what the contract's policy says.
///
/// A column that seems to be renamed ends the file under every policy: to take it for a missing one and a new one would
/// load nothing where there is something.
public final class SchemaDrift {
    /// New columns that are told of; further ones are only counted.
    static final int MOST_NEW = 200;

    private final List<Column> columns;
    private final SchemaPolicy policy;
    private final FindingsCollector tally;
    private final Set<String> added = new LinkedHashSet<>();
    private final Map<String, TypeSketch> sketches = new HashMap<>();
    private final boolean classified;
    private boolean distrusted;

    SchemaDrift(DataContract contract, FindingsCollector tally) {
        this.columns = contract.columns();
        this.policy = contract.onSchemaChange();
        this.tally = tally;
        this.classified = contract.isClassified();
    }

    SchemaPolicy policy() {
        return policy;
    }

    /// What seem to be names may be values, which are not shown when the contract has classified columns.
    public void distrustNames() {
        distrusted = true;
    }

    /// The name as a finding may show it.
    public String shown(String name) {
        return distrusted && classified ? Protection.HIDDEN : name;
    }

    /// Two columns of the file have the same name.
    void ambiguous(String name, long line, String message) {
        tally.add(Severity.HALT, Rule.SCHEMA, FindingsCollector.WHOLE_RECORD, line, shown(name), message);
    }

    /// The file has a column that the contract has not. Told once for each name.
    ///
    /// @param where what stands before the words `is not in the contract`
    public void added(String name, long line, String where) {
        if (added.size() < MOST_NEW && added.add(name)) {
            tally.add(
                    policy.allowsMore() ? Severity.WARN : Severity.HALT,
                    Rule.SCHEMA,
                    FindingsCollector.WHOLE_RECORD,
                    line,
                    shown(name),
                    where + " is not in the contract"
                            + (policy == SchemaPolicy.PERMISSIVE ? " and is passed over" : ""));
        }
    }

    /// The contract has a column that the file has not.
    void missing(int index, long line) {
        Column column = columns.get(index);
        boolean allowed = policy.allowsMore() && !column.required();
        tally.addOfSchema(
                allowed ? Severity.WARN : Severity.HALT,
                index,
                line,
                null,
                "the column '%s' is missing%s"
                        .formatted(column.header(), allowed ? " and has no value in any row" : ""));
    }

    /// A column of the contract seems to have another name in the file.
    public void renamed(int index, String name, long line, String message) {
        tally.addOfSchema(Severity.HALT, index, line, shown(name), message);
    }

    /// The columns are in another order.
    void reordered(int index, String name, long line, String message) {
        tally.addOfSchema(
                policy == SchemaPolicy.STRICT ? Severity.HALT : Severity.WARN, index, line, shown(name), message);
    }

    /// A column of the contract is of another type in the file.
    public void retyped(int index, long line, @Nullable String found, String message) {
        tally.addOfSchema(Severity.HALT, index, line, found, message);
    }

    /// Whether new columns are to be looked at ([#sketch]).
    public boolean evolves() {
        return policy == SchemaPolicy.EVOLVE;
    }

    /// For the values of a new column; only for what [#added] was told of.
    public TypeSketch sketch(String name) {
        return sketches.computeIfAbsent(name, TypeSketch::new);
    }

    /// The file's new columns, where the contract wants to have them, in the order in which they came up.
    List<NewColumn> newColumns() {
        return evolves() && !(distrusted && classified)
                ? added.stream().map(name -> sketch(name).column()).toList()
                : List.of();
    }
}
