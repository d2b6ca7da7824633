package dev.millrace.contract.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.BooleanType;
import dev.millrace.contract.LogicalType.FloatType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Looks for a key among the columns that always have a value: first one column, then two together.
final class KeyGuess {
    private static final int FEWEST_ROWS = 10;
    private static final int MOST_SINGLE = 8;
    private static final int MOST_PAIRED = 6;

    private final Draft draft;
    private final long rows;

    KeyGuess(Draft draft, long rows) {
        this.draft = draft;
        this.rows = rows;
    }

    Optional<Key> find(Proof sample) throws IOException, NotUsable {
        List<Integer> columns = IntStream.range(0, draft.columns().size())
                .filter(i -> canIdentify(draft.columns().get(i)))
                .boxed()
                .toList();
        if (rows < FEWEST_ROWS || columns.isEmpty()) {
            return Optional.empty();
        }
        Optional<Key> single =
                search(columns.stream().limit(MOST_SINGLE).map(List::of).toList(), sample);
        return single.isPresent() ? single : search(pairs(columns), sample);
    }

    private static boolean canIdentify(ColumnGuess column) {
        boolean inexact = column.type() instanceof FloatType || column.type() instanceof BooleanType;
        return column.required() && column.personal().isEmpty() && !inexact;
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

    private Optional<Key> search(List<List<Integer>> candidates, Proof sample) throws IOException, NotUsable {
        List<LogicalType> types =
                draft.columns().stream().map(ColumnGuess::type).toList();
        KeySearch search = new KeySearch(types, candidates);
        sample.judge(draft, search::row);
        return search.key();
    }
}
