package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.contract.temporal.MomentReader;
import dev.millrace.contract.temporal.TemporalFields;
import dev.millrace.contract.temporal.TemporalPattern;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;

/// A pattern of dates and times and, after a line feed, a text.
class TemporalPatternFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyTextIsReadOrRefused(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        byte[] text = parts[parts.length - 1].getBytes(StandardCharsets.UTF_8);
        read(TemporalPattern.ISO_DATE, text);
        read(TemporalPattern.ISO_TIMESTAMP, text);
        try {
            read(TemporalPattern.of(parts[0]), text);
        } catch (IllegalArgumentException refused) {
            // A pattern that is none.
        }
    }

    private static void read(TemporalPattern pattern, byte[] text) {
        TemporalFields fields = new TemporalFields();
        if (pattern.read(text, 0, text.length, fields) == null) {
            assertThat(fields.epochDay())
                    .isBetween(
                            LocalDate.of(1, 1, 1).toEpochDay(),
                            LocalDate.of(9999, 12, 31).toEpochDay());
            assertThat(fields.microOfDay()).isBetween(0L, 86_399_999_999L);
        }
        new MomentReader(pattern, true, ZoneId.of("Europe/Berlin")).read(text, 0, text.length);
        new MomentReader(pattern, false, null).read(text, 0, text.length);
    }
}
