package dev.millrace.contract.inference;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What the texts of a column look like: their lengths, their values while these are few, their characters place by
/// place while all are of one length.
final class TextProfile {
    private static final int MOST_VALUES = 24;
    private static final int LONGEST_VALUE = 30;
    private static final int LONGEST_CODE = 40;
    private static final int FEWEST_TEXTS = 20;
    private static final long TEXTS_A_VALUE = 10;

    private static final int DIGIT = 1;
    private static final int UPPER = 2;
    private static final int LOWER = 4;

    private final Set<String> values = new LinkedHashSet<>();
    private final int[] kinds = new int[LONGEST_CODE];
    private final char[] marks = new char[LONGEST_CODE];
    private boolean valuesLeft = true;
    private boolean regular = true;
    private long count;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private boolean truths = true;

    void add(String text) {
        int length = text.codePointCount(0, text.length());
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        truths &= text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        valuesLeft =
                valuesLeft && text.length() <= LONGEST_VALUE && (values.size() < MOST_VALUES || values.contains(text));
        if (valuesLeft) {
            values.add(text);
        } else {
            values.clear();
        }
        regular = regular && shortest == longest && text.length() == length && isRegular(text);
        count++;
    }

    private boolean isRegular(String text) {
        if (text.isEmpty() || text.length() > LONGEST_CODE) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int kind = kind(c);
            boolean mark = kind == 0;
            boolean first = count == 0;
            if (mark && ("-_/.:+ #".indexOf(c) < 0 || (!first && marks[i] != c))) {
                return false;
            }
            if (!mark && marks[i] != 0) {
                return false;
            }
            marks[i] = mark ? c : 0;
            kinds[i] |= kind;
            if (Integer.bitCount(kinds[i] & (UPPER | LOWER)) > 1) {
                return false;
            }
        }
        return true;
    }

    private static int kind(char c) {
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        return c >= 'A' && c <= 'Z' ? UPPER : c >= 'a' && c <= 'z' ? LOWER : 0;
    }

    long count() {
        return count;
    }

    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    /// Whether every text is `true` or `false`, in letters of either case.
    boolean isTruth() {
        return truths && count > 0;
    }

    /// The values, when each comes again and again; else none.
    Set<String> fewValues() {
        return valuesLeft && values.size() * TEXTS_A_VALUE <= count ? values : Set.of();
    }

    /// How many different values there are at least.
    private int different() {
        return valuesLeft ? values.size() : MOST_VALUES;
    }

    /// The regular expression of fixed-length codes, such as `^[A-Z]{3}-[0-9]{4}$`; empty when they are none, or too
    /// few to tell.
    Optional<String> code() {
        if (!regular || count < FEWEST_TEXTS || different() < 5) {
            return Optional.empty();
        }
        StringBuilder pattern = new StringBuilder("^");
        for (int i = 0, end; i < longest; i = end) {
            end = i + 1;
            while (end < longest && kinds[end] == kinds[i] && marks[end] == marks[i]) {
                end++;
            }
            pattern.append(place(i)).append(end - i > 1 ? "{" + (end - i) + "}" : "");
        }
        return Optional.of(pattern.append('$').toString());
    }

    private String place(int i) {
        if (kinds[i] == 0) {
            return "/.+".indexOf(marks[i]) >= 0 ? "\\" + marks[i] : String.valueOf(marks[i]);
        }
        String digits = (kinds[i] & DIGIT) != 0 ? "0-9" : "";
        return "[" + digits + ((kinds[i] & UPPER) != 0 ? "A-Z" : (kinds[i] & LOWER) != 0 ? "a-z" : "") + "]";
    }
}
