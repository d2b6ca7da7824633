package dev.millrace.authoring.inference;

import java.util.Optional;

/// What the texts of a column look like: their lengths, the blanks around them, their characters place by place while
/// all are of one length.
final class TextProfile {
    private static final int LONGEST_CODE = 40;
    private static final int FEWEST_TEXTS = 20;
    private static final int LEAST_DIFFERENT = 5;

    private static final int DIGIT = 1;
    private static final int UPPER = 2;
    private static final int LOWER = 4;

    private final int[] kinds = new int[LONGEST_CODE];
    private final char[] marks = new char[LONGEST_CODE];
    private boolean regular = true;
    private boolean digitsOnly = true;
    private long count;
    private long padded;
    private long firstPadded;
    private int shortest = Integer.MAX_VALUE;
    private int longest;

    /// @param times how often the text stands there
    /// @param line where it stands first
    void add(String text, long times, long line) {
        int length = text.codePointCount(0, text.length());
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        if (isPadded(text)) {
            firstPadded = padded == 0 ? line : firstPadded;
            padded += times;
        }
        regular = regular && shortest == longest && text.length() == length && isRegular(text);
        count += times;
    }

    private static boolean isPadded(String text) {
        return !text.isEmpty() && (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0';
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
            digitsOnly &= kind == DIGIT || c == '.' || (i == 0 && (c == '-' || c == '+'));
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

    /// How many texts have blanks at an end.
    long padded() {
        return padded;
    }

    /// The line of the first of them.
    long firstPadded() {
        return firstPadded;
    }

    /// The regular expression of fixed-length codes, such as `^[A-Z]{3}-[0-9]{4}$`; empty when they are none, or too
    /// few to tell. Texts that are numbers but for their first character have none.
    ///
    /// @param different how many different texts there are at least
    Optional<String> code(int different) {
        if (!regular || digitsOnly || count < FEWEST_TEXTS || different < LEAST_DIFFERENT) {
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
