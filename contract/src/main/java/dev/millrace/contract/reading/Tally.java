package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts what is wrong with a file, and keeps the first of it, in memory that does not grow with the file.
final class Tally {
    /// Stands for no column.
    static final int WHOLE_RECORD = -1;

    private final List<Column> columns;
    private final Map<Rule, long[]> counts = new EnumMap<>(Rule.class);
    private final List<Finding> first = new ArrayList<>();
    private long total;

    Tally(List<Column> columns) {
        this.columns = columns;
    }

    /// Counts a finding about no column and no value.
    void add(Rule rule, long line, String message) {
        add(rule, line, null, message);
    }

    /// Counts a finding about no column.
    void add(Rule rule, long line, @Nullable String value, String message) {
        if (count(rule, WHOLE_RECORD)) {
            first.add(new Finding(rule, line, null, value, message));
        }
    }

    /// Counts a finding about the column at `index`.
    void addOfCell(Rule rule, int index, Cell cell, String message) {
        if (count(rule, index)) {
            String value = cell.isNull() ? null : cell.beginning();
            first.add(new Finding(rule, cell.line(), columns.get(index).name(), value, message));
        }
    }

    /// Counts a finding about the column at `index`, in the header.
    void addOfHeader(int index, long line, @Nullable String value, String message) {
        if (count(Rule.HEADER, index)) {
            first.add(new Finding(Rule.HEADER, line, columns.get(index).name(), value, message));
        }
    }

    private boolean count(Rule rule, int index) {
        counts.computeIfAbsent(rule, none -> new long[columns.size() + 1])[index + 1]++;
        total++;
        return first.size() < Findings.KEPT;
    }

    boolean isEmpty() {
        return total == 0;
    }

    Findings findings() {
        List<RuleCount> nonZero = new ArrayList<>();
        counts.forEach((rule, ofRule) -> {
            for (int i = 0; i < ofRule.length; i++) {
                if (ofRule[i] > 0) {
                    nonZero.add(new RuleCount(
                            rule, i == 0 ? null : columns.get(i - 1).name(), ofRule[i]));
                }
            }
        });
        return new Findings(total, nonZero, first);
    }
}
