package dev.millrace.judging;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.Partitioning;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.RowEvidence;
import dev.millrace.judging.rows.RowValues;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Judges whether a row's partition can have a folder, and whether one file has too many of them.
final class PartitionJudge {
    /// The most partitions that one file may have rows for.
    static final int MOST_PARTITIONS = 100;

    /// The most bytes that the texts of one row's partition may have together.
    static final int MOST_BYTES = 200;

    /// What Hive and Athena take for no value.
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private final int[] indexes;
    private final boolean[] texts;
    private final FindingsCollector tally;
    private final Set<List<Object>> seen = new HashSet<>();

    PartitionJudge(DataContract contract, FindingsCollector tally) {
        this.tally = tally;
        this.indexes = contract.partitioning() instanceof Partitioning.ByColumns by
                ? by.columns().stream().mapToInt(contract::indexOf).toArray()
                : new int[0];
        this.texts = new boolean[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            texts[i] = contract.columns().get(indexes[i]).type() instanceof StringType;
        }
    }

    /// Whether `row`, all of whose cells are good, has a partition.
    boolean accepts(RowValues row) {
        if (indexes.length == 0) {
            return true;
        }
        Object[] values = new Object[indexes.length];
        boolean good = true;
        int bytes = 0;
        for (int i = 0; i < indexes.length; i++) {
            values[i] = texts[i] ? row.stringValue(indexes[i]) : (Object) row.longValue(indexes[i]);
            if (texts[i]) {
                bytes += row.textBytes(indexes[i]);
                good &= isName((String) values[i], indexes[i], bytes, row);
            }
        }
        return good && isOneOfFew(List.of(values), row.line());
    }

    private boolean isName(String text, int index, int bytes, RowValues row) {
        String wrong = "";
        if (text.isEmpty()) {
            wrong = "a partition column's value must not be empty, for it names a folder";
        } else if (bytes > MOST_BYTES) {
            wrong = "a partition column's value names a folder: it has %d bytes at most, together with others before it"
                    .formatted(MOST_BYTES);
        } else if (text.chars().anyMatch(Character::isISOControl) || text.equals(HIVE_NULL)) {
            wrong = "a partition column's value names a folder: it has no control characters, and is not " + HIVE_NULL;
        }
        if (!wrong.isEmpty()) {
            tally.addOfCell(
                    Rule.PARTITION_VALUE, index, new RowEvidence(row, index, LogicalType.StringType.ANY), wrong);
        }
        return wrong.isEmpty();
    }

    private boolean isOneOfFew(List<Object> values, long line) {
        if (seen.contains(values)) {
            return true;
        }
        if (seen.size() < MOST_PARTITIONS) {
            return seen.add(values);
        }
        tally.add(
                Rule.PARTITION_COUNT,
                line,
                "one file has rows for %d partitions at most, and this row is for another; split the file"
                        .formatted(MOST_PARTITIONS));
        return false;
    }
}
