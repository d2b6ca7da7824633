package dev.millrace.authoring.inference;

import dev.millrace.contract.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The values of a column that are not as most of them are: how many, and where the first ones stand.
final class OddValues {
    private static final int KEPT = 3;
    private static final int SHOWN = 30;

    private final List<Odd> first = new ArrayList<>();
    private long count;
    private long calls;

    /// @param line where the value stands first
    /// @param times how often it stands there and later
    private record Odd(String text, long line, long times) {
        private String shown(boolean masked) {
            String value = masked ? "another value" : "'" + Printable.of(text, SHOWN) + "'";
            String more = times > 1 ? String.format(Locale.ROOT, " (and %,d more lines)", times - 1) : "";
            return String.format(Locale.ROOT, "line %d has %s%s", line, value, more);
        }
    }

    void add(String text, long times, long line) {
        count += times;
        calls++;
        for (int i = 0; i < first.size(); i++) {
            Odd odd = first.get(i);
            if (odd.text().equals(text)) {
                first.set(i, new Odd(text, odd.line(), odd.times() + times));
                return;
            }
        }
        if (first.size() < KEPT) {
            first.add(new Odd(text, line, times));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    /// How often a value was given, whatever its times.
    long calls() {
        return calls;
    }

    /// Whether so many others are enough to name these as exceptions: three of four, or all but one text.
    boolean areExceptionsOf(long others) {
        boolean oneText = first.size() == 1 && first.get(0).times() == count;
        return count > 0 && (others >= 3 * count || (oneText && others > count));
    }

    /// Where they stand, in words.
    ///
    /// @param masked whether the values must not be shown
    String shown(boolean masked) {
        long named = first.stream().mapToLong(Odd::times).sum();
        String words = first.stream().map(odd -> odd.shown(masked)).collect(Collectors.joining(", "));
        return count > named ? words + String.format(Locale.ROOT, " and %,d more", count - named) : words;
    }
}
