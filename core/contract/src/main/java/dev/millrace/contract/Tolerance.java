package dev.millrace.contract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many rows of a file may be set aside (`millrace.maxBadRows`): so many, or so many in a hundred.
///
/// @param number of rows, or percent of them
/// @param percent whether it is in percent of the file's rows
public record Tolerance(BigDecimal number, boolean percent) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(%?)");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// The default: one row in a hundred.
    public static final Tolerance DEFAULT = new Tolerance(BigDecimal.ONE, true);

    public Tolerance {
        if (number.signum() < 0
                || (percent && number.compareTo(HUNDRED) > 0)
                || (!percent && number.stripTrailingZeros().scale() > 0)) {
            throw new IllegalArgumentException("Not a tolerance: " + number + (percent ? " %" : ""));
        }
    }

    /// Reads `100` (rows) or `0.5%`; empty for anything else.
    public static Optional<Tolerance> ofText(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Tolerance(
                    new BigDecimal(matcher.group(1)), !matcher.group(2).isEmpty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether `bad` of `rows` rows may be set aside.
    public boolean allows(long bad, long rows) {
        BigDecimal count = BigDecimal.valueOf(bad);
        return percent
                ? count.multiply(HUNDRED).compareTo(number.multiply(BigDecimal.valueOf(rows))) <= 0
                : count.compareTo(number) <= 0;
    }

    /// As in contracts, such as `0.5 %`.
    public String text() {
        return number.toPlainString() + (percent ? " %" : "");
    }
}
