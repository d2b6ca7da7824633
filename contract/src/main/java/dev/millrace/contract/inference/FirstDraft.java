package dev.millrace.contract.inference;

import dev.millrace.contract.Printable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes a draft in which every column may hold any text, from the first bytes of a sample.
final class FirstDraft {
    private static final int MOST_COLUMNS = 1_000;
    private static final int LONGEST_HEADER = 1_000;
    private static final int SHOWN = 60;

    private FirstDraft() {}

    static Draft of(CsvLayout layout, InferenceOptions options) throws NotUsable {
        List<String> first = layout.first();
        if (first.isEmpty()) {
            throw new NotUsable("it has no records: a contract needs a header line, or a row, at least");
        }
        if (first.size() > MOST_COLUMNS) {
            throw new NotUsable("it has %,d columns; a dataset has %,d at most".formatted(first.size(), MOST_COLUMNS));
        }
        if (layout.headed()) {
            checkHeader(first);
        }
        Set<String> taken = new HashSet<>();
        List<ColumnGuess> columns = IntStream.range(0, first.size())
                .mapToObj(i -> column(layout.headed() ? first.get(i) : "column_" + (i + 1), i + 1, taken))
                .toList();
        return new Draft(options.datasetName(), layout, columns, options.strict());
    }

    private static ColumnGuess column(String header, int number, Set<String> taken) {
        return ColumnGuess.ofAnyText(LakeName.ofColumn(header, number, taken), header);
    }

    private static void checkHeader(List<String> header) throws NotUsable {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                throw new NotUsable("column %d has no name in the header line; give it one".formatted(i + 1));
            }
            if (name.length() > LONGEST_HEADER || name.indexOf('\0') >= 0) {
                throw new NotUsable("the name of column %d is longer than %,d characters, or has a NUL in it"
                        .formatted(i + 1, LONGEST_HEADER));
            }
            Integer before = places.putIfAbsent(name, i + 1);
            if (before != null) {
                throw new NotUsable("columns %d and %d have the same name, '%s'; give each its own"
                        .formatted(before, i + 1, Printable.of(name, SHOWN)));
            }
        }
    }
}
