package dev.millrace.judging.findings;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.Column;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts what is wrong with a file, and keeps the first of it, in memory that does not grow with the file.
///
/// What refuses the file is kept however much else came before it, and so is what refuses it as a whole.
/// It knows what breaking each rule does, and hides the values of classified columns.
public final class FindingsCollector {
    /// Stands for no column.
    public static final int WHOLE_RECORD = -1;

    private final List<Column> columns;
    private final Severity ofRows;
    private final Map<Rule, Map<Severity, long[]>> counts = new EnumMap<>(Rule.class);
    private final List<Finding> ofFile = new ArrayList<>();
    private final List<Finding> halting = new ArrayList<>();
    private final List<Finding> others = new ArrayList<>();
    private final List<Finding> late = new ArrayList<>();
    private final List<Finding> ofThisRow = new ArrayList<>();
    private long total;
    private long halts;
    private boolean keepsRow;

    /// A tally in which each finding is against the file.
    public FindingsCollector(List<Column> columns) {
        this(columns, BadRows.DEFAULT);
    }

    public FindingsCollector(List<Column> columns, BadRows badRows) {
        this.columns = columns;
        this.ofRows = badRows.severity();
    }

    /// From here on the findings are those of the next row.
    public void beginRow() {
        ofThisRow.clear();
        keepsRow = true;
    }

    /// From here on the findings are about the file.
    public void endRows() {
        keepsRow = false;
    }

    /// Findings about the current row, for whoever sets it aside.
    public List<Finding> ofThisRow() {
        return List.copyOf(ofThisRow);
    }

    /// Counts a finding about no column and no value.
    public void add(Rule rule, long line, String message) {
        add(rule, line, null, message);
    }

    /// Counts a finding about no column.
    public void add(Rule rule, long line, @Nullable String value, String message) {
        add(rule.isOfRows() ? ofRows : Severity.HALT, rule, WHOLE_RECORD, line, value, message);
    }

    /// Counts a finding about the column at `index`.
    ///
    /// @return whether the value is loaded all the same
    public boolean addOfCell(Rule rule, int index, Evidence evidence, String message) {
        return addOfCell(severity(rule, index), rule, index, evidence, message);
    }

    /// Counts a finding of this severity about the column at `index`.
    ///
    /// @return whether the value is loaded all the same
    public boolean addOfCell(Severity severity, Rule rule, int index, Evidence evidence, String message) {
        // The value is made a text only when it is shown.
        String value = isShown(severity) ? shown(index, evidence) : null;
        add(severity, rule, index, evidence.line(), value, message);
        return severity == Severity.WARN;
    }

    /// Whether the next finding of this severity is kept in full, if it is about a line.
    public boolean isKeeping(Severity severity) {
        return (severity == Severity.HALT ? halting : others).size() < Findings.KEPT;
    }

    private boolean isShown(Severity severity) {
        return isKeeping(severity) || isOfRow(severity);
    }

    private boolean isOfRow(Severity severity) {
        return keepsRow && severity == Severity.QUARANTINE;
    }

    /// What findings show of a value in the column at `index`; null when there is none.
    public @Nullable String shown(int index, Evidence evidence) {
        String value = evidence.shown();
        return value != null && columns.get(index).isClassified() ? Protection.HIDDEN : value;
    }

    /// A value that is not there, or not of its type, cannot be loaded, whatever the contract warns of.
    private Severity severity(Rule rule, int index) {
        Severity own = columns.get(index).severity().orElse(ofRows);
        return own == Severity.WARN && !rule.canBeWarnedOf() ? ofRows : own;
    }

    /// Counts a finding about the column at `index` itself.
    public void addOfSchema(Severity severity, int index, long line, @Nullable String value, String message) {
        add(severity, Rule.SCHEMA, index, line, value, message);
    }

    /// Counts a finding.
    ///
    /// @param index of a column, or [#WHOLE_RECORD]
    public void add(Severity severity, Rule rule, int index, long line, @Nullable String value, String message) {
        count(severity, rule, index, 1);
        List<Finding> kept = severity != Severity.HALT ? others : line == 0 ? ofFile : halting;
        if (kept.size() < Findings.KEPT || isOfRow(severity)) {
            Finding finding = new Finding(rule, severity, line, name(index), value, message);
            if (kept.size() < Findings.KEPT) {
                kept.add(finding);
            }
            if (isOfRow(severity)) {
                ofThisRow.add(finding);
            }
        }
    }

    /// Counts what is known only now, after the rows: so many findings, of which the first are given.
    public void addLate(Severity severity, Rule rule, int index, long count, List<Finding> firstOfThem) {
        count(severity, rule, index, count);
        late.addAll(firstOfThem);
    }

    private void count(Severity severity, Rule rule, int index, long count) {
        counts.computeIfAbsent(rule, none -> new EnumMap<>(Severity.class))
                .computeIfAbsent(severity, none -> new long[columns.size() + 1])[index + 1] += count;
        total += count;
        halts += severity == Severity.HALT ? count : 0;
    }

    private @Nullable String name(int index) {
        return index == WHOLE_RECORD ? null : columns.get(index).name();
    }

    /// How often a rule was broken in the column at `index`.
    public long count(Rule rule, int index) {
        return counts.getOrDefault(rule, Map.of()).values().stream()
                .mapToLong(ofColumns -> ofColumns[index + 1])
                .sum();
    }

    /// Whether the file must be refused for what was found.
    public boolean halts() {
        return halts > 0;
    }

    public Findings findings() {
        List<RuleCount> nonZero = new ArrayList<>();
        counts.forEach((rule, bySeverity) -> bySeverity.forEach((severity, ofColumns) -> {
            for (int i = 0; i < ofColumns.length; i++) {
                if (ofColumns[i] > 0) {
                    nonZero.add(new RuleCount(rule, severity, name(i - 1), ofColumns[i]));
                }
            }
        }));
        List<Finding> inOrder = new ArrayList<>(ofFile);
        inOrder.addAll(halting);
        inOrder.addAll(others);
        inOrder.addAll(late);
        inOrder.sort(Comparator.comparing((Finding finding) -> finding.severity() != Severity.HALT)
                .thenComparingLong(Finding::line));
        return new Findings(total, nonZero, inOrder.subList(0, Math.min(inOrder.size(), Findings.KEPT)));
    }
}
