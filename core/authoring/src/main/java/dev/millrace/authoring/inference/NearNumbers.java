package dev.millrace.authoring.inference;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Texts that are numbers but for how they are written: they stay text, and that is told.
final class NearNumbers {
    private static final int LONGEST = 40;
    private static final int MOST_OTHERS = 50;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?");
    private static final int LONGEST_NUMBER = 60;

    private final Map<Way, long[]> found = new EnumMap<>(Way.class);
    private long near;
    private long others;
    private boolean given;

    /// How a number can be written that is none to a contract.
    enum Way {
        COMMA(
                "-?[0-9]{1,3}(?:\\.?[0-9]{3})*,[0-9]+",
                "numbers with a comma before their fraction", "numbers have a point"),
        GROUPED(
                "-?[0-9]{1,3}(?:[,' \\u00A0\\u202F][0-9]{3})+(?:\\.[0-9]+)?",
                "numbers with a mark between their thousands", "numbers have none"),
        PERCENT("[-+]?[0-9.,]*[0-9] ?%", "percentages", "numbers have no sign behind them"),
        CURRENCY(
                "-?(?:[$€£¥]|[A-Z]{3} ?) ?-?[0-9][0-9.,' ]*|-?[0-9][0-9.,' ]* ?(?:[$€£¥]|[A-Z]{3})",
                "amounts with their currency", "numbers stand alone"),
        TRAILING_MINUS("[0-9][0-9.,]*-", "numbers with the minus sign behind them", "numbers have it in front"),
        PARENTHESES(
                "\\([$€£¥]?[0-9][0-9.,]*\\)", "negative numbers in parentheses", "numbers have a minus sign in front"),
        PLUS("\\+[0-9]+(?:\\.[0-9]+)?", "numbers with a plus sign", "numbers have none"),
        NO_DIGIT("-?\\.[0-9]+(?:[eE][-+]?[0-9]+)?", "numbers without a digit before the point", "numbers have one"),
        NO_FRACTION("-?[0-9]+\\.", "numbers without a digit behind the point", "numbers have one, or no point"),
        POWER("-?[0-9]+[eE][-+]?[0-9]{1,3}", "whole numbers with an exponent, or codes", "numbers have a point there"),
        BASE("0[xX][0-9a-fA-F]+", "hexadecimal numbers, or codes", "numbers are decimal"),
        ZEROS("-?0[0-9]+", "digits with zeros in front", "numbers would lose these");

        private final Pattern pattern;
        private final String description;
        private final String reason;

        Way(String pattern, String description, String reason) {
            this.pattern = Pattern.compile(pattern);
            this.description = description;
            this.reason = reason;
        }
    }

    /// A text that is no number.
    void add(String text, long times) {
        if (given) {
            return;
        }
        Optional<Way> way = way(text);
        if (way.isPresent()) {
            found.computeIfAbsent(way.get(), none -> new long[1])[0] += times;
            near += times;
        } else if (!isNumber(text)) {
            others++;
            given = others > MOST_OTHERS && others > near;
        }
    }

    private static Optional<Way> way(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !hasDigit(text)) {
            return Optional.empty();
        }
        for (Way way : Way.values()) {
            if (way.pattern.matcher(text).matches()) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    /// Whether contracts take it for a number.
    private static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /// What to tell of a column of so many texts, which stays text; empty when they are something else.
    Optional<String> told(long texts) {
        if (given) {
            return Optional.empty();
        }
        return found.entrySet().stream()
                .filter(entry -> isMuch(entry.getKey(), entry.getValue()[0], texts))
                .max(Map.Entry.comparingByValue((one, other) -> Long.compare(one[0], other[0])))
                .map(entry -> words(entry.getKey(), entry.getValue()[0], texts));
    }

    private static boolean isMuch(Way way, long count, long texts) {
        // Codes are told when they are many; of what is surely a number, one in ten is enough.
        boolean code = way == Way.ZEROS || way == Way.BASE || way == Way.POWER;
        return count * (code ? 2 : 10) >= texts;
    }

    private static String words(Way way, long count, long texts) {
        String which = count == texts ? "These" : String.format(Locale.ROOT, "%,d of %,d", count, texts);
        return "%s are %s, which stay text: %s.".formatted(which, way.description, way.reason);
    }
}
