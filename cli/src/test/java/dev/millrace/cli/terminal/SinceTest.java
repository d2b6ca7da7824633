package dev.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SinceTest {
    private final Since since = new Since();

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "2h, PT2H", "3d, PT72H"})
    void readsHowLongAgo(String text, Duration ago) {
        assertThat(since.convert(text)).isCloseTo(Instant.now().minus(ago), within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z,         2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.5+01:00,  2026-11-20T09:00:00.500Z",
        "2026-11-20,                   2026-11-20T00:00:00Z",
    })
    void readsTimesAndDays(String text, Instant expected) {
        assertThat(since.convert(text)).isEqualTo(expected);
    }

    /// A time without an offset means another moment to everybody who reads it.
    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-20T10:00:00", "2026-02-30", "2h ago", "", "-2h"})
    void saysWhatItCanRead(String text) {
        assertThatThrownBy(() -> since.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("2h")
                .hasMessageContaining("2026-11-20T10:00:00Z");
    }
}
