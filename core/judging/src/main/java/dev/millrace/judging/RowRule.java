package dev.millrace.judging;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.QualityRule.InvalidValues;
import dev.millrace.contract.QualityRule.Measure;
import dev.millrace.contract.QualityRule.MissingValues;
import dev.millrace.contract.QualityRule.NullValues;
import dev.millrace.contract.patterns.EcmaPattern;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.RowEvidence;
import dev.millrace.judging.rows.RowValues;
import dev.millrace.judging.values.ValueSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a quality rule says of one row: whether it is counted by the rule's measure.
final class RowRule {
    private final QualityRule rule;
    private final int index;
    private final Column column;
    private final boolean countsNulls;
    private final @Nullable ValueSet listed;
    private final boolean listedAreGood;
    private final Optional<EcmaPattern> pattern;
    private final String expected;

    private RowRule(
            DataContract contract,
            QualityRule rule,
            String name,
            boolean countsNulls,
            List<String> texts,
            boolean listedAreGood,
            Optional<EcmaPattern> pattern,
            String expected) {
        this.rule = rule;
        this.index = contract.indexOf(name);
        this.column = contract.columns().get(index);
        this.countsNulls = countsNulls;
        this.listed = texts.isEmpty() ? null : new ValueSet(column, index, texts);
        this.listedAreGood = listedAreGood;
        this.pattern = pattern;
        this.expected = expected;
    }

    /// The rule as one of rows; empty when it measures something else.
    static Optional<RowRule> of(DataContract contract, QualityRule rule) {
        Measure measure = rule.measure();
        Optional<EcmaPattern> none = Optional.empty();
        if (measure instanceof NullValues nulls) {
            return Optional.of(
                    new RowRule(contract, rule, nulls.column(), true, List.of(), false, none, "must have a value"));
        }
        if (measure instanceof MissingValues missing) {
            String words = "must have a value, and none that stands for a missing one";
            return Optional.of(
                    new RowRule(contract, rule, missing.column(), true, missing.texts(), false, none, words));
        }
        if (measure instanceof InvalidValues invalid) {
            String words = invalid.pattern()
                    .map(pattern -> "must be a valid value, which matches " + pattern.text())
                    .orElse("must be one of the valid values");
            return Optional.of(new RowRule(
                    contract, rule, invalid.column(), false, invalid.valid(), true, invalid.pattern(), words));
        }
        return Optional.empty();
    }

    QualityRule rule() {
        return rule;
    }

    int index() {
        return index;
    }

    /// Whether the row is one of those that the measure counts.
    boolean counts(RowValues row) {
        if (row.isNull(index)) {
            return countsNulls;
        }
        if (listed != null && listed.holds(row) != listedAreGood) {
            return true;
        }
        return pattern.isPresent() && pattern.get().search(row.stringValue(index)) != EcmaPattern.Search.FOUND;
    }

    /// Tells that `row` breaks the rule.
    ///
    /// @return whether the row is loaded all the same
    boolean tell(RowValues row, FindingsCollector tally) {
        return tally.addOfCell(
                rule.severity(),
                Rule.QUALITY,
                index,
                new RowEvidence(row, index, column.type()),
                "%s (%s)".formatted(expected, rule.name()));
    }
}
