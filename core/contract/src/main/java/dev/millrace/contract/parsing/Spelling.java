package dev.millrace.contract.parsing;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Guesses what a misspelled name was meant to be.
final class Spelling {
    private static final int SHORTEST_BEGINNING = 3;
    private static final int LONGEST = 64;

    private Spelling() {}

    /// A hint such as `; did you mean 'required'?`, or nothing when no candidate is close.
    static String hint(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isClose(word, candidate))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map("; did you mean '%s'?"::formatted)
                .orElse("");
    }

    private static boolean isClose(String word, String candidate) {
        boolean begins = word.length() >= SHORTEST_BEGINNING && candidate.startsWith(word);
        return word.length() <= LONGEST && (begins || distance(word, candidate) <= Math.max(1, candidate.length() / 4));
    }

    /// How many letters must be inserted, removed, replaced or swapped with the next to make one of the other, case
    /// aside (optimal string alignment).
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : least(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int least(int[][] steps, String a, String b, int i, int j) {
        int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
