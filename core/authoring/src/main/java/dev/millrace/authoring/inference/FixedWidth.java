package dev.millrace.authoring.inference;

import java.util.BitSet;
import java.util.List;

/// Tells text of fixed widths, whose fields lie under each other with blanks between them.
final class FixedWidth {
    private static final int FEWEST_LINES = 3;
    private static final int SHORTEST = 12;

    private FixedWidth() {}

    /// @param rows records of one field
    static boolean is(List<List<String>> rows) {
        if (rows.size() < FEWEST_LINES || rows.stream().anyMatch(row -> row.size() != 1)) {
            return false;
        }
        List<String> lines = rows.stream().map(row -> row.get(0)).toList();
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        boolean even = lines.stream().allMatch(line -> line.length() == longest);
        long spaced = lines.stream().filter(line -> line.strip().contains("  ")).count();
        boolean enough = even ? spaced > 0 : spaced == lines.size();
        return enough && longest >= SHORTEST && hasColumns(lines, longest);
    }

    /// Whether a place is blank in all lines, or behind their ends, with something on both sides.
    private static boolean hasColumns(List<String> lines, int length) {
        BitSet blank = new BitSet(length);
        blank.set(0, length);
        for (String line : lines) {
            for (int i = 0; i < line.length(); i++) {
                if (line.charAt(i) != ' ') {
                    blank.clear(i);
                }
            }
        }
        int gap = blank.nextSetBit(blank.nextClearBit(0));
        return gap >= 0 && blank.nextClearBit(gap) < length;
    }
}
