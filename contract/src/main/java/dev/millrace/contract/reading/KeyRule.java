package dev.millrace.contract.reading;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Judges that the values of some columns together come up in one row only.
final class KeyRule implements Closeable {
    private final DataContract contract;
    private final Rule rule;
    private final Severity severity;
    private final KeyHash hash;
    private final KeyIndex index;
    private final Tally tally;
    private final PriorityQueue<Finding> late =
            new PriorityQueue<>(Comparator.comparingLong(Finding::line).reversed());
    private long lateCount;
    private @Nullable RowValues row;

    /// @param names of the columns
    KeyRule(DataContract contract, Rule rule, List<String> names, Tally tally, Workbench bench, int rules) {
        this.contract = contract;
        this.rule = rule;
        this.severity = rule == Rule.UNIQUE ? severity(contract, names.get(0)) : Severity.HALT;
        this.hash = new KeyHash(contract, names);
        this.index = new KeyIndex(bench.folder(), bench.keyBytes() / rules, this::tell);
        this.tally = tally;
    }

    /// Which of two rows is the wrong one nobody knows, so that none is set aside.
    private static Severity severity(DataContract contract, String name) {
        boolean warns =
                contract.columns().get(contract.indexOf(name)).severity().orElse(Severity.HALT) == Severity.WARN;
        return warns ? Severity.WARN : Severity.HALT;
    }

    void add(RowValues current) throws IOException {
        row = current;
        if (hash.read(current)) {
            index.add(hash.low(), hash.high(), current.line());
        }
    }

    /// Tells what is known only after the last row.
    void finish() throws IOException {
        row = null;
        index.finish();
        if (lateCount > 0) {
            tally.addLate(severity, rule, column(), lateCount, new ArrayList<>(late));
        }
    }

    private int column() {
        return rule == Rule.UNIQUE ? hash.indexes()[0] : Tally.WHOLE_RECORD;
    }

    private void tell(long line, long other, boolean isLate) {
        if (isLate) {
            lateCount++;
            late.add(finding(line, other));
            if (late.size() > Findings.KEPT) {
                late.remove();
            }
        } else if (tally.isKeeping()) {
            tally.add(severity, rule, column(), line, shown(), message(other));
        } else {
            tally.add(severity, rule, column(), line, null, "");
        }
    }

    private Finding finding(long line, long other) {
        String name = column() == Tally.WHOLE_RECORD
                ? null
                : contract.columns().get(column()).name();
        return new Finding(rule, severity, line, name, null, message(other));
    }

    private String message(long other) {
        return rule == Rule.UNIQUE
                ? "must be unique, and line %d has the same value".formatted(other)
                : "the primary key (%s) must be unique, and line %d has the same one"
                        .formatted(String.join(", ", contract.primaryKey()), other);
    }

    private String shown() {
        List<String> values = new ArrayList<>();
        for (int i : hash.indexes()) {
            Column column = contract.columns().get(i);
            String value = row == null ? null : new RowEvidence(row, i, column.type()).shown();
            values.add(column.isClassified() ? Tally.HIDDEN : String.valueOf(value));
        }
        return String.join(", ", Collections.unmodifiableList(values));
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
