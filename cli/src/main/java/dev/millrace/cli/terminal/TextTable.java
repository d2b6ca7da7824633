package dev.millrace.cli.terminal;

import dev.millrace.contract.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Text in columns for a terminal. Control and bidirectional characters are shown escaped, so that no cell can move
/// the others.
public final class TextTable {
    private static final String GAP = "  ";
    private static final int LEAST_LAST_COLUMN = 10;

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... headers) {
        rows.add(List.of(headers));
    }

    /// Adds a row with as many cells as there are headers.
    public TextTable row(String... cells) {
        rows.add(Arrays.stream(cells).map(Printable::of).toList());
        return this;
    }

    /// The lines; the last column is shortened so that they fit into a width where that is possible.
    public List<String> lines(int width) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(
                        widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths, width)).toList();
    }

    private static String line(List<String> row, int[] widths, int width) {
        var line = new StringBuilder();
        int last = row.size() - 1;
        for (int i = 0; i < last; i++) {
            line.append(row.get(i))
                    .append(" "
                            .repeat(widths[i]
                                    - row.get(i).codePointCount(0, row.get(i).length())));
            line.append(GAP);
        }
        int left = Math.max(LEAST_LAST_COLUMN, width - line.length());
        return line.append(Printable.of(row.get(last), left)).toString().stripTrailing();
    }
}
