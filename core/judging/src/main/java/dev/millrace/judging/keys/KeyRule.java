package dev.millrace.judging.keys;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowEvidence;
import dev.millrace.judging.rows.RowValues;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges that the values of some columns together come up in one row only.
public final class KeyRule implements Closeable {
    private final DataContract contract;
    private final Rule rule;
    private final Severity severity;
    private final int[] indexes;
    private final RowKeys keys;
    private final FindingsCollector tally;
    private final PriorityQueue<Finding> late =
            new PriorityQueue<>(Comparator.comparingLong(Finding::line).reversed());
    private long lateCount;
    private @Nullable RowValues row;

    /// @param names of the columns
    public KeyRule(
            DataContract contract,
            Rule rule,
            List<String> names,
            FindingsCollector tally,
            JudgingResources bench,
            int rules) {
        this.contract = contract;
        this.rule = rule;
        this.severity = rule == Rule.UNIQUE ? severity(contract, names.get(0)) : Severity.HALT;
        this.indexes = names.stream().mapToInt(contract::indexOf).toArray();
        this.keys = new RowKeys(contract, names, bench, rules, this::tell);
        this.tally = tally;
    }

    /// Which of two rows is the wrong one nobody knows, so that none is set aside.
    private static Severity severity(DataContract contract, String name) {
        boolean warns =
                contract.columns().get(contract.indexOf(name)).severity().orElse(Severity.HALT) == Severity.WARN;
        return warns ? Severity.WARN : Severity.HALT;
    }

    public void add(RowValues current) throws IOException {
        row = current;
        keys.add(current);
    }

    /// Tells what is known only after the last row.
    public void finish() throws IOException {
        row = null;
        keys.finish();
        if (lateCount > 0) {
            tally.addLate(severity, rule, column(), lateCount, new ArrayList<>(late));
        }
    }

    private int column() {
        return rule == Rule.UNIQUE ? indexes[0] : FindingsCollector.WHOLE_RECORD;
    }

    private void tell(long line, long other, boolean isLate) {
        if (isLate) {
            lateCount++;
            late.add(finding(line, other));
            if (late.size() > Findings.KEPT) {
                late.remove();
            }
        } else if (tally.isKeeping(severity)) {
            tally.add(severity, rule, column(), line, shown(), message(other));
        } else {
            tally.add(severity, rule, column(), line, null, "");
        }
    }

    private Finding finding(long line, long other) {
        String name = column() == FindingsCollector.WHOLE_RECORD
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

    /// The values of the current row's key.
    private String shown() {
        RowValues current = Objects.requireNonNull(row);
        return Arrays.stream(indexes)
                .mapToObj(i -> tally.shown(
                        i, new RowEvidence(current, i, contract.columns().get(i).type())))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        keys.close();
    }
}
