package dev.millrace.authoring.inference;

import dev.millrace.contract.Compression;
import dev.millrace.contract.Printable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes a draft in which every column may hold any text.
final class FirstDraft {
    private static final int MOST_COLUMNS = 1_000;
    private static final int LONGEST_HEADER = 1_000;
    private static final int SHOWN = 60;

    private FirstDraft() {}

    /// @param headers what the columns are called in the sample, or are to be called where it does not say
    static Draft of(Layout layout, List<String> headers, Compression packed, InferenceOptions options)
            throws NotUsable {
        if (headers.isEmpty()) {
            throw new NotUsable("it has no records: a contract needs a header line, or a row, at least");
        }
        if (headers.size() > MOST_COLUMNS) {
            throw new NotUsable(
                    "it has %,d columns; a dataset has %,d at most".formatted(headers.size(), MOST_COLUMNS));
        }
        if (headers.equals(List.of(""))) {
            throw new NotUsable("its first line is empty; it must have the names of the columns");
        }
        checkHeaders(headers);
        Set<String> taken = new HashSet<>();
        List<ColumnGuess> columns = IntStream.range(0, headers.size())
                .mapToObj(i -> column(headers.get(i), i + 1, taken))
                .toList();
        return new Draft(options.datasetName(), layout, packed, columns, options.strict());
    }

    private static ColumnGuess column(String header, int number, Set<String> taken) {
        return ColumnGuess.ofAnyText(LakeName.ofColumn(header, number, taken), header);
    }

    private static void checkHeaders(List<String> header) throws NotUsable {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.length() > LONGEST_HEADER || name.indexOf('\0') >= 0) {
                throw new NotUsable("the name of column %d is longer than %,d characters, or has a NUL in it"
                        .formatted(i + 1, LONGEST_HEADER));
            }
            Integer before = places.putIfAbsent(name, i + 1);
            if (before != null && name.isEmpty()) {
                throw new NotUsable(
                        "columns %d and %d have no name; one column at most can do without, so give them one"
                                .formatted(before, i + 1));
            }
            if (before != null) {
                throw new NotUsable("columns %d and %d have the same name, '%s'; give each its own"
                        .formatted(before, i + 1, Printable.of(name, SHOWN)));
            }
        }
    }
}
