package dev.millrace.contract.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalPatternTest {
    private final TemporalFields fields = new TemporalFields();

    private @Nullable String read(TemporalPattern pattern, String text) {
        byte[] bytes = ("<<" + text + ">>").getBytes(StandardCharsets.UTF_8);
        return pattern.read(bytes, 2, bytes.length - 2, fields);
    }

    private String readAs(String pattern, String text) {
        String wrong = read(TemporalPattern.of(pattern), text);
        LocalDateTime moment = LocalDateTime.of(
                LocalDate.ofEpochDay(wrong == null ? fields.epochDay() : 0),
                LocalTime.ofNanoOfDay(wrong == null ? fields.microOfDay() * 1_000 : 0));
        String offset = fields.offsetGiven() ? " " + fields.offsetSeconds() : "";
        return wrong == null ? moment + offset : wrong;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    yyyy-MM-dd                | 2026-11-21                     | 2026-11-21T00:00
                    uuuuMMdd                  | 20261121                       | 2026-11-21T00:00
                    yy/M/d                    | 26/1/2                         | 2026-01-02T00:00
                    d MMM yyyy                | 3 Mar 2026                     | 2026-03-03T00:00
                    MMMM d, yyyy              | May 31, 2026                   | 2026-05-31T00:00
                    EEE, d MMM yyyy           | Sat, 21 Nov 2026               | 2026-11-21T00:00
                    EEE, d MMM yyyy           | Sun, 21 Nov 2026               | names a day of the week that the date does not fall on
                    EEEE dd.MM.yyyy           | Saturday 21.11.2026            | 2026-11-21T00:00
                    yyyy-MM-ddTHH:mm:ssZ      | 2024-03-10T14:22:35Z           | 2024-03-10T14:22:35 0
                    yyyy-MM-ddTHH:mm:ssZ      | 2024-03-10T14:22:35+10:00      | 2024-03-10T14:22:35 36000
                    yyyy-MM-ddTHH:mm:ssZ      | 2024-03-10T14:22:35-0130       | 2024-03-10T14:22:35 -5400
                    yyyy-MM-dd HH:mm:ss.SSS   | 2026-11-21 08:30:00.125        | 2026-11-21T08:30:00.125
                    yyyy-MM-dd HH:mm[:ss]     | 2026-11-21 08:30               | 2026-11-21T08:30
                    yyyy-MM-dd HH:mm[:ss]     | 2026-11-21 08:30:59            | 2026-11-21T08:30:59
                    yyyy-MM-dd[ HH[:mm]]      | 2026-11-21 08                  | 2026-11-21T08:00
                    yyyy[-MM:]-dd             | 2026-05                        | 2026-01-05T00:00
                    yyyy-MM-dd h:mm a         | 2026-11-21 12:05 AM            | 2026-11-21T00:05
                    yyyy-MM-dd h:mm a         | 2026-11-21 1:05 PM             | 2026-11-21T13:05
                    yyyy-MM-dd HHX            | 2026-11-21 08+01               | 2026-11-21T08:00 3600
                    yyyy-MM-dd HHX            | 2026-11-21 08+0130             | 2026-11-21T08:00 5400
                    yyyy-MM-dd HHxxx          | 2026-11-21 08+00:00            | 2026-11-21T08:00 0
                    yyyy-MM-dd HHxxx          | 2026-11-21 08Z                 | must look like yyyy-MM-dd HHxxx: at character 14 must be an offset such as +01:00
                    yyyy'年'MM'月'dd          | 2026年11月21                   | 2026-11-21T00:00
                    yyyy-MM-dd''              | 2026-11-21'                    | 2026-11-21T00:00
                    yyyy-MM-dd                | +2026-11-21                    | must look like yyyy-MM-dd: at character 1 must be 4 digits of the year
                    yyyy-MM-dd                | 12026-11-21                    | must look like yyyy-MM-dd: at character 5 must be '-'
                    yyyy-MM-dd SSSSSSS        | 2026-11-21 1234567             | has more than 6 digits of a second, and nothing is rounded ('millrace.nanoseconds: cut' cuts them)
                    yyyy-MM-dd SSSSSSS        | 2026-11-21 1234560             | 2026-11-21T00:00:00.123456
                    """)
    void reads(String pattern, String text, String expected) {
        assertThat(readAs(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    yyyy-MM-dd HH:mm:ss[.SSSSSS]X          | 2026-11-21 08:30:00.123456+00   | 2026-11-21T08:30:00.123456 0
                    yyyy-MM-dd HH:mm:ss[.SSSSSS]X          | 2026-11-21 08:30:00.5+05:30     | 2026-11-21T08:30:00.500 19800
                    yyyy-MM-dd HH:mm:ss[.SSSSSS]X          | 2026-11-21 08:30:02+00          | 2026-11-21T08:30:02 0
                    yyyy-MM-dd HH:mm:ss.SSSSSS             | 2026-11-21 08:30:00.12          | 2026-11-21T08:30:00.120
                    yyyy-MM-dd HH:mm:ss,SSS                | 2026-11-21 08:30:00,7           | 2026-11-21T08:30:00.700
                    yyyy-MM-dd HH:mm:ss'.'SSS              | 2026-11-21 08:30:00.7           | 2026-11-21T08:30:00.700
                    yyyyMMddHHmmssSSS                      | 20261121083000123               | 2026-11-21T08:30:00.123
                    yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS]]X   | 2026-11-21T08:30Z               | 2026-11-21T08:30 0
                    yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS]]X   | 2026-11-21T08:30:15+01:00       | 2026-11-21T08:30:15 3600
                    yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS]]X   | 2026-11-21T08:30:15.25Z         | 2026-11-21T08:30:15.250 0
                    yyyy-MM-dd HH:mm:ss[.SSSSSS] z         | 2026-11-21 08:30:00.5 UTC       | 2026-11-21T08:30:00.500 0
                    yyyy-MM-dd HH:mm:ss[.SSSSSS] z         | 2026-11-21 08:30:00 gmt         | 2026-11-21T08:30 0
                    yyyy-MM-dd HH:mm:ss[.SSSSSS] 'UTC'     | 2026-11-21 08:30:00.5 utc       | 2026-11-21T08:30:00.500
                    yyyy-MM-dd HH:mm:ss.SSSSSSS            | 2026-11-21 08:30:00.1234560     | 2026-11-21T08:30:00.123456
                    dd-MMM-yyyy                            | 31-OCT-2023                     | 2023-10-31T00:00
                    dd-MMM-yy hh.mm.ss.SSSSSSSSS a         | 31-jan-26 08.30.00.123456000 pm | 2026-01-31T20:30:00.123456
                    EEEE, d MMMM yyyy                      | SATURDAY, 21 november 2026      | 2026-11-21T00:00
                    yyyy-MM-dd'T'HH:mm:ssX                 | 2026-11-21t08:30:00z            | 2026-11-21T08:30 0
                    """)
    void readsWhatDatabasesWrite(String pattern, String text, String expected) {
        assertThat(readAs(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    yyyy-MM-dd HH:mm:ss.SSS   | 2026-11-21 08:30:00.1234  | it must end after character 23
                    yyyy-MM-dd HH:mm:ss.SSS   | 2026-11-21 08:30:00       | it ends before '.'
                    yyyy-MM-dd HH:mm[:ss]     | 2026-11-21 08:30:5        | at character 18 must be 2 digits of the second
                    yyyy-MM-dd HH:mm[:ss]     | 2026-11-21 08:30Z         | at character 17 must be ':', or the end
                    yyyy-MM-dd[.SSS]X         | 2026-11-21 Z              | at character 11 must be '.' or an offset such as +01:00 or +01 or Z
                    dd-MMM-yyyy               | 31-OKT-2023               | at character 4 must be an English name of a month such as Jan
                    dd'年'MMM                 | 31年Okt                   | at character 4 must be an English name of a month such as Jan
                    HH                        | x                         | at character 1 must be 2 digits of the hour
                    yyyy-MM-dd HH             |                           | it ends before 4 digits of the year
                    yyyyMMdd HHmmss.SSS       | 20261121 083000,5         | at character 16 must be '.'
                    HHmmssSSS                 | 0830001                   | at character 7 must be 3 digits of a second
                    HH:mm z                   | 08:30 CET                 | at character 7 must be UTC, GMT or Z
                    """)
    void saysWhatDiffersFromThePattern(String pattern, @Nullable String text, String expected) {
        assertThat(read(TemporalPattern.of(pattern), text == null ? "" : text))
                .isEqualTo("must look like " + pattern + ": " + expected);
    }

    @ParameterizedTest
    @CsvSource({"26, 1926", "25, 2025", "99, 1999", "00, 2000"})
    void yearsOfTwoDigitsAreOfTheGivenHundred(String year, int expected) {
        assertThat(read(TemporalPattern.of("dd.MM.yy").ofCentury(1926), "01.02." + year))
                .isNull();
        assertThat(LocalDate.ofEpochDay(fields.epochDay())).isEqualTo(LocalDate.of(expected, 2, 1));
    }

    @Test
    void digitsBeyondMicrosecondsAreCutWhereThatIsSaid() {
        assertThat(read(TemporalPattern.of("HH:mm:ss.SSSSSSS").cutting(), "08:30:00.1234567"))
                .isNull();
        assertThat(fields.microOfDay()).isEqualTo(30_600_123_456L);
        assertThat(read(TemporalPattern.ISO_TIME.cutting(), "08:30:00.123456789"))
                .isNull();
        assertThat(fields.microOfDay()).isEqualTo(30_600_123_456L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "YYYY-MM-dd",
                "yyyy-MM-DD",
                "y-MM-dd",
                "yyyy-MM-dd hh:mm",
                "HH:mm a",
                "HH hh a",
                "yyyy-yyyy",
                "[yyyy",
                "yyyy]",
                "'x",
                "#",
                "{",
                "HH:mm zzzz",
                "VV",
                "dM",
                "Hmm",
                "SSSSSSSSSS",
                "MMMMM",
                "A",
                "G",
                "ppH"
            })
    void refusesWhatItDoesNotKnowOrWhatHasTwoMeanings(String pattern) {
        assertThatThrownBy(() -> TemporalPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isoTimestampsNeedNoFraction() {
        assertThat(read(TemporalPattern.ISO_TIMESTAMP, "2026-11-21T08:30:00+01:00"))
                .isNull();
        assertThat(read(TemporalPattern.ISO_TIMESTAMP, "2026-11-21T08:30:00.1")).isNull();
        assertThat(read(TemporalPattern.ISO_TIMESTAMP, "2026-11-21T08:30:00.")).isNotNull();
    }

    @Property
    void countsDaysAsTheJdkDoes(@ForAll @LongRange(min = -719_162, max = 2_932_896) long day) {
        assertThat(read(TemporalPattern.ISO_DATE, LocalDate.ofEpochDay(day).toString()))
                .isNull();
        assertThat(fields.epochDay()).isEqualTo(day);
    }

    @Property
    void acceptsTheDaysThatTheJdkAccepts(
            @ForAll @IntRange(min = 0, max = 2_100) int year,
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day) {
        String text = "%04d-%02d-%02d".formatted(year, month, day);
        boolean exists = year > 0;
        try {
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .parse(text);
        } catch (DateTimeParseException e) {
            exists = false;
        }
        assertThat(read(TemporalPattern.ISO_DATE, text) == null).isEqualTo(exists);
    }

    @Property
    void readsTheMomentsThatTheJdkWrites(
            @ForAll @LongRange(min = -62_135_500_000_000_000L, max = 253_402_200_000_000_000L) long micros,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(minutes * 60);
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, offset);
        if (local.getYear() < 1 || local.getYear() > 9_999) {
            return;
        }
        String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT)
                .format(local.atOffset(offset));
        MomentReader reader = new MomentReader(TemporalPattern.ISO_TIMESTAMP, true, null);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(reader.read(bytes, 0, bytes.length)).isNull();
        assertThat(reader.micros()).isEqualTo(micros);
    }
}
