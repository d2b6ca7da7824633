package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.judging.rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Looks for a key among the columns that always have a value: one column, or two together.
final class KeyGuess {
    private static final int FEWEST_ROWS = 10;
    private static final int MOST_SINGLE = 8;
    private static final int MOST_PAIRED = 6;

    private final KeySearch search;

    private KeyGuess(Draft draft, List<List<Integer>> candidates) {
        this.search =
                new KeySearch(draft.columns().stream().map(ColumnGuess::type).toList(), candidates);
    }

    /// Looks for one column.
    ///
    /// @param rows how many rows there are
    static KeyGuess ofOne(Draft draft, long rows) {
        return new KeyGuess(
                draft,
                columns(draft, rows).stream().limit(MOST_SINGLE).map(List::of).toList());
    }

    /// Looks for two columns, when there is none alone; empty when there are none to look at.
    ///
    /// @param rows how many rows there are
    static Optional<KeyGuess> ofTwo(Draft draft, long rows) {
        List<List<Integer>> pairs = pairs(columns(draft, rows));
        return pairs.isEmpty() ? Optional.empty() : Optional.of(new KeyGuess(draft, pairs));
    }

    private static List<Integer> columns(Draft draft, long rows) {
        return rows < FEWEST_ROWS || draft.key().isPresent()
                ? List.of()
                : IntStream.range(0, draft.columns().size())
                        .filter(i -> canIdentify(draft.columns().get(i)))
                        .boxed()
                        .toList();
    }

    private static boolean canIdentify(ColumnGuess column) {
        boolean inexact = column.type() instanceof FloatType || column.type() instanceof BooleanType;
        return column.full() && column.personal().isEmpty() && !inexact;
    }

    private static List<List<Integer>> pairs(List<Integer> columns) {
        List<Integer> first = columns.stream().limit(MOST_PAIRED).toList();
        List<List<Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            for (int j = i + 1; j < first.size(); j++) {
                pairs.add(List.of(first.get(i), first.get(j)));
            }
        }
        return pairs;
    }

    void row(Row row) {
        search.row(row);
    }

    /// The likeliest columns with other values in each row that was given; empty when there are none.
    Optional<Key> key() {
        return search.key();
    }
}
