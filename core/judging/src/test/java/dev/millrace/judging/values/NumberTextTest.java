package dev.millrace.judging.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.judging.rows.Cell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final NumberText number = new NumberText();

    private boolean reads(String text) {
        byte[] bytes = ("1," + text + ",1").getBytes(StandardCharsets.UTF_8);
        Cell cell = new Cell();
        cell.set(bytes, 2, bytes.length - 2, false, 1);
        return number.read(cell);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> sign = Arbitraries.of("", "-");
        Arbitrary<String> digits =
                Arbitraries.strings().withChars("00159").ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> places = Arbitraries.oneOf(Arbitraries.just(""), digits.map(all -> "." + all));
        return Combinators.combine(sign, digits, places).as((a, b, c) -> a + b + c);
    }

    @Provide
    Arbitrary<String> nearNumbers() {
        return Arbitraries.strings().withChars("0159.-+eE ä").ofMaxLength(22);
    }

    @Property(tries = 2_000)
    void readsNumbersOnly(@ForAll @From("nearNumbers") String text) {
        assertThat(reads(text)).isEqualTo(NUMBER.matcher(text).matches());
    }

    /// Digits alone are read in another way than with an exponent.
    @Property(tries = 2_000)
    void isTheSameWithAnExponentOfZero(
            @ForAll @From("numbers") String text,
            @ForAll @IntRange(max = 38) int most,
            @ForAll @IntRange(max = 18) int scale) {
        NumberText plain = new NumberTextTest().read(text);
        NumberText other = new NumberTextTest().read(text + "e0");
        BigDecimal exact = new BigDecimal(text);
        boolean fits = exact.stripTrailingZeros().scale() <= scale;
        assertThat(plain.isZero()).isEqualTo(other.isZero()).isEqualTo(exact.signum() == 0);
        assertThat(plain.hasPlaces(scale)).isEqualTo(other.hasPlaces(scale)).isEqualTo(fits);
        assertThat(plain.hasWholeDigits(most))
                .isEqualTo(other.hasWholeDigits(most))
                .isEqualTo(exact.abs().compareTo(BigDecimal.TEN.pow(most)) < 0 || exact.signum() == 0);
        if (fits && exact.precision() - exact.scale() + scale <= 38) {
            BigDecimal unscaled =
                    exact.setScale(scale, RoundingMode.UNNECESSARY).movePointRight(scale);
            assertThat(plain.unscaled(scale)).isEqualTo(other.unscaled(scale)).isEqualTo(unscaled.toBigIntegerExact());
            if (unscaled.precision() <= 18) {
                assertThat(plain.unscaledLong(scale))
                        .isEqualTo(other.unscaledLong(scale))
                        .isEqualTo(unscaled.longValueExact());
            }
        }
    }

    @Property(tries = 5_000)
    void makesTheDoubleThatTheJdkMakes(@ForAll @From("numbers") String text) {
        assertThat(reads(text)).isTrue();
        if (!Double.isNaN(number.exactDouble())) {
            assertThat(number.exactDouble()).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "-0, -0.0", "123456789.125, 123456789.125", "9007199254740993, NaN", "1e3, NaN"})
    void makesADoubleWhereThatTakesOneDivision(String text, Double expected) {
        assertThat(reads(text)).isTrue();
        assertThat(number.exactDouble()).isEqualTo(expected);
    }

    private NumberText read(String text) {
        assertThat(reads(text)).isTrue();
        return number;
    }
}
