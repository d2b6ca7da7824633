package dev.millrace.authoring.inference;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the texts of a column say when they are read as dates and times.
final class MomentProfile {
    private static final int LONGEST = 60;
    private static final int SHORTEST = 4;
    private static final int ONLY_DIGITS = 8;
    /// So many texts that cannot be read end the search, beside one for four that can be.
    private static final int MOST_ODD = 3;

    private final OddValues odd = new OddValues();
    private @Nullable List<Moments> left;
    private long fits;
    private long reads;
    private boolean given;

    /// Takes one more text.
    ///
    /// @param times how often the text stands there
    /// @param line where it stands first
    /// @return whether it can be read as the others
    boolean add(String text, long times, long line) {
        if (given) {
            return false;
        }
        if (mayBe(text) && isRead(text.getBytes(StandardCharsets.UTF_8))) {
            fits += times;
            reads++;
            return true;
        } else {
            odd.add(text, times, line);
            given = odd.calls() > MOST_ODD + reads / 4;
            return false;
        }
    }

    private boolean isRead(byte[] text) {
        List<Moments> ways = left;
        if (ways == null) {
            List<Moments> reading = Moments.reading(text);
            left = reading.isEmpty() ? null : reading;
            return !reading.isEmpty();
        }
        int reading = 0;
        for (int i = 0; i < ways.size(); i++) {
            reading += ways.get(i).reads(text) ? 1 : 0;
        }
        if (reading > 0 && reading < ways.size()) {
            left = ways.stream().filter(way -> way.reads(text)).toList();
        }
        return reading > 0;
    }

    /// Whether it is worth to be read: of the right length, with a digit or letter in front, and more than one number.
    private static boolean mayBe(String text) {
        int length = text.length();
        if (length < SHORTEST || length > LONGEST || !isDigitOrLetter(text.charAt(0))) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        boolean colon = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? 1 : 0;
            colon |= c == ':';
        }
        int others = length - digits - letters;
        return digits > 0 && (digits == length ? length == ONLY_DIGITS : others > 1 || colon || letters > 0);
    }

    private static boolean isDigitOrLetter(char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }

    /// The ways in which all of them can be read, the plainest first.
    List<Moments> ways() {
        return odd.isEmpty() ? mostly() : List.of();
    }

    /// The ways in which all but the exceptions can be read.
    private List<Moments> mostly() {
        List<Moments> ways = left;
        return ways == null || given ? List.of() : List.copyOf(ways);
    }

    /// How many can be read, when all others are exceptions that can be named; else 0.
    long nearly() {
        return !mostly().isEmpty() && odd.areExceptionsOf(fits) ? fits : 0;
    }

    OddValues exceptions() {
        return odd;
    }
}
