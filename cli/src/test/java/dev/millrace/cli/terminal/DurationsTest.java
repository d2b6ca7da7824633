package dev.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "10m, PT10M", "2h, PT2H", "7d, PT168H", "0s, PT0S"})
    void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(new Durations().convert(text)).isEqualTo(expected);
    }

    @Test
    void saysWhatADurationLooksLike() {
        assertThatThrownBy(() -> new Durations().convert("soon"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("90s");
    }
}
