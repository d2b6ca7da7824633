package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.judging.rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out which of some sets of columns have different values in each row.
///
/// It keeps a hash of 128 bits for each row and set, so that a key it names is one but for a chance below that of a
/// broken machine. A budget of hashes bounds its memory: when it is spent, the later half of the sets is given up,
/// and the last one is known for the rows up to there.
final class KeySearch {
    private static final int BUDGET = 2_000_000;
    private static final int LONG_DIGITS = 18;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final List<LogicalType> types;
    private final List<Candidate> left = new ArrayList<>();
    private final int budget;
    private boolean spent;
    private long rows;

    private record Candidate(List<Integer> columns, HashSet128 seen) {}

    /// @param candidates sets of columns, the likeliest first; all of their columns are required
    KeySearch(List<LogicalType> types, List<List<Integer>> candidates) {
        this(types, candidates, BUDGET);
    }

    KeySearch(List<LogicalType> types, List<List<Integer>> candidates, int budget) {
        this.types = types;
        this.budget = budget;
        candidates.forEach(columns -> left.add(new Candidate(columns, new HashSet128())));
    }

    void row(Row row) {
        if (spent || left.isEmpty()) {
            return;
        }
        if ((rows + 1) * left.size() > budget) {
            giveUpHalf();
        }
        if (!spent) {
            rows++;
            left.removeIf(candidate -> !isNew(candidate, row));
        }
    }

    private void giveUpHalf() {
        if (left.size() == 1) {
            spent = true;
        } else {
            left.subList((left.size() + 1) / 2, left.size()).clear();
        }
    }

    private boolean isNew(Candidate candidate, Row row) {
        long high = 1;
        long low = PRIME;
        for (int column : candidate.columns()) {
            LogicalType type = types.get(column);
            if (row.isNull(column)) {
                return false;
            }
            if (type instanceof StringType || isWide(type)) {
                String text = type instanceof StringType
                        ? row.stringValue(column)
                        : row.decimalValue(column).stripTrailingZeros().toString();
                for (int i = 0; i < text.length(); i++) {
                    high = mixed(high ^ text.charAt(i));
                    low = low * 31 + mixed(low ^ text.charAt(i) + PRIME);
                }
                high = mixed(high ^ text.length());
            } else {
                high = mixed(high ^ row.longValue(column));
                low = mixed(low + row.longValue(column) * PRIME);
            }
        }
        return candidate.seen().add(high, low);
    }

    /// Whether a row has no long for the values.
    private static boolean isWide(LogicalType type) {
        return type instanceof DecimalType decimal && decimal.precision() > LONG_DIGITS;
    }

    private static long mixed(long bits) {
        long once = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ once >>> 27) * 0x94D049BB133111EBL;
        return twice ^ twice >>> 31;
    }

    /// The likeliest set without a repetition; empty when there is none.
    Optional<Key> key() {
        return left.stream().findFirst().map(candidate -> new Key(candidate.columns(), rows));
    }
}
