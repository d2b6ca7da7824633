package dev.millrace.contract.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTest {
    private static final List<TemporalPattern> PATTERNS = List.of(
            TemporalPattern.ISO_DATE,
            TemporalPattern.ISO_TIME,
            TemporalPattern.ISO_TIMESTAMP,
            TemporalPattern.ISO_LOCAL_TIMESTAMP,
            TemporalPattern.of("yyyy-MM-dd"),
            TemporalPattern.of("yyyy-MM-dd HH:mm:ss"),
            TemporalPattern.of("uuuu-MM-dd'T'HH:mm:ss"),
            TemporalPattern.of("HH:mm:ss"));

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> date = Arbitraries.of("2026-11-21", "2024-02-29", "2025-02-29", "0000-01-01", "2026-13-01");
        Arbitrary<String> time = Arbitraries.of("08:30:00", "23:59:59", "24:00:00", "08:60:00", "8:30:00");
        Arbitrary<String> fraction =
                Arbitraries.of("", "", ".1", ".125", ".123456", ".123456000", ".1234567", ".1234567890", ".");
        Arbitrary<String> offset =
                Arbitraries.of("", "", "Z", "z", "+01:00", "-05:30", "+18:00", "+18:01", "+01", "+01:60");
        Arbitrary<String> clock = Combinators.combine(time, fraction).as(String::concat);
        Arbitrary<String> moment = Combinators.combine(date, Arbitraries.of("T", " ", "t"), clock, offset)
                .as((day, separator, rest, zone) -> day + separator + rest + zone);
        return Arbitraries.oneOf(date, clock, moment);
    }

    @Property(tries = 5_000)
    void isReadAsElementByElement(
            @ForAll @From("texts") String text,
            @ForAll @IntRange(max = 60) int changed,
            @ForAll byte other,
            @ForAll @IntRange(max = 30) int after) {
        byte[] bytes = ("<" + text + "5".repeat(after)).getBytes(StandardCharsets.UTF_8);
        int end = 1 + text.length();
        if (changed < end) {
            bytes[changed] = other;
        }
        for (TemporalPattern pattern : PATTERNS) {
            TemporalFields fast = new TemporalFields();
            TemporalFields slow = new TemporalFields();
            String wrong = pattern.readSlowly(bytes, 1, end, slow);
            assertThat(Objects.equals(pattern.read(bytes, 1, end, fast), wrong)).isTrue();
            if (wrong == null) {
                assertThat(fast)
                        .usingRecursiveComparison()
                        .ignoringFields("mismatchAt", "expected", "expectations")
                        .isEqualTo(slow);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "08:30:00", "2026-11-21 08:30:00"})
    void readsWhatMostFilesHave(String text) {
        String pattern = text.replace("2026-11-21", "yyyy-MM-dd").replace("08:30:00", "HH:mm:ss");
        byte[] bytes = (text + " ".repeat(30)).getBytes(StandardCharsets.US_ASCII);
        TemporalFields fields = new TemporalFields();
        fields.clear();
        assertThat(Objects.requireNonNull(Iso.of(pattern)).reads(bytes, 0, text.length(), fields))
                .isTrue();
    }
}
