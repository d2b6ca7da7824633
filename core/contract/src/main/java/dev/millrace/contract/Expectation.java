package dev.millrace.contract;

import java.math.BigDecimal;
import java.util.Objects;

/// What a number must be.
///
/// @param operator how it is compared
/// @param first with what, or the lower end
/// @param second the upper end; as `first` for operators with one number
public record Expectation(Operator operator, BigDecimal first, BigDecimal second) {
    /// How a number is compared. Both ends belong to a range.
    public enum Operator {
        BE("mustBe", "must be %s"),
        NOT_BE("mustNotBe", "must not be %s"),
        BE_GREATER_THAN("mustBeGreaterThan", "must be greater than %s"),
        BE_GREATER_OR_EQUAL_TO("mustBeGreaterOrEqualTo", "must be %s or greater"),
        BE_LESS_THAN("mustBeLessThan", "must be less than %s"),
        BE_LESS_OR_EQUAL_TO("mustBeLessOrEqualTo", "must be %s or less"),
        BE_BETWEEN("mustBeBetween", "must be from %s to %s"),
        NOT_BE_BETWEEN("mustNotBeBetween", "must not be from %s to %s");

        private final String field;
        private final String words;

        Operator(String field, String words) {
            this.field = field;
            this.words = words;
        }

        /// How ODCS calls it.
        public String field() {
            return field;
        }

        /// Whether it has two numbers.
        public boolean isRange() {
            return this == BE_BETWEEN || this == NOT_BE_BETWEEN;
        }
    }

    public Expectation {
        Objects.requireNonNull(operator);
        if (first.compareTo(second) > 0 || (!operator.isRange() && first.compareTo(second) != 0)) {
            throw new IllegalArgumentException("%s has no range from %s to %s".formatted(operator, first, second));
        }
    }

    /// Whether `number` is what it must be.
    public boolean holds(BigDecimal number) {
        int low = number.compareTo(first);
        int high = number.compareTo(second);
        return switch (operator) {
            case BE -> low == 0;
            case NOT_BE -> low != 0;
            case BE_GREATER_THAN -> low > 0;
            case BE_GREATER_OR_EQUAL_TO -> low >= 0;
            case BE_LESS_THAN -> low < 0;
            case BE_LESS_OR_EQUAL_TO -> low <= 0;
            case BE_BETWEEN -> low >= 0 && high <= 0;
            case NOT_BE_BETWEEN -> low < 0 || high > 0;
        };
    }

    /// Whether no number but zero holds that a count can be.
    public boolean isZero() {
        boolean bounded =
                operator == Operator.BE || operator == Operator.BE_LESS_OR_EQUAL_TO || operator == Operator.BE_BETWEEN;
        return bounded && first.signum() == 0 && second.signum() == 0;
    }

    /// Such as `must be less than 5`.
    public String words() {
        return operator.words.formatted(first.toPlainString(), second.toPlainString());
    }
}
