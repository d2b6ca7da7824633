package dev.millrace.formats.parquet;

import static dev.millrace.formats.parquet.ParquetBytes.INT32;
import static dev.millrace.formats.parquet.ParquetBytes.INT64;
import static dev.millrace.formats.parquet.ParquetBytes.INT96;
import static dev.millrace.formats.parquet.ParquetBytes.allThere;
import static dev.millrace.formats.parquet.ParquetBytes.join;
import static dev.millrace.formats.parquet.ParquetBytes.le32;
import static dev.millrace.formats.parquet.ParquetBytes.le64;
import static dev.millrace.formats.parquet.ParquetBytes.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.formats.parquet.ParquetBytes.Column;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files whose days before 1582-10-15 are of the Julian calendar, which their writers say in the footer.
class ParquetCalendarTest {
    private static final Thrift DATE = new Thrift().i32(6, 6);
    private static final String SPARK = "org.apache.spark.version";
    private static final String OLD = "org.apache.spark.legacyDateTime";
    private static final String OLD_INT96 = "org.apache.spark.legacyINT96";
    private static final String ZONE = "org.apache.spark.timeZone";
    private static final String SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
    private static final String ZONED = "a timestamp";

    private static Thrift micros(boolean utc) {
        Thrift stamp = new Thrift().bool(1, utc).struct(2, new Thrift().struct(2, new Thrift()));
        return new Thrift().struct(10, new Thrift().struct(8, stamp));
    }

    private static Thrift entry(String key, @Nullable String value) {
        Thrift entry = new Thrift().text(1, key);
        return value == null ? entry : entry.text(2, value);
    }

    private static List<String> judged(
            String contract, int type, Thrift element, List<Thrift> metadata, byte[]... values) throws IOException {
        return judged(contract, type, element, metadata, "parquet-mr version 1.13.1", values);
    }

    private static List<String> judged(
            String contract, int type, Thrift element, List<Thrift> metadata, String createdBy, byte[]... values)
            throws IOException {
        Column column = Column.of("a", type, page(values.length, 0, join(allThere(values.length), join(values))));
        byte[] file = new ParquetBytes(values.length)
                .add(column.with(element))
                .footer(footer -> footer.structs(5, metadata).text(6, createdBy))
                .done();
        return ParquetCase.of(contract).judged(FileBytes.of(file));
    }

    private static String day(int year, int month, int day) {
        return String.valueOf(LocalDate.of(year, month, day).toEpochDay());
    }

    /// What `java.util` counts, which is the hybrid calendar's own implementation.
    private static long hybrid(TimeZone zone, int year, int month, int day, int hour) {
        GregorianCalendar calendar = new GregorianCalendar(zone);
        calendar.clear();
        calendar.set(year, month - 1, day, hour, 0, 0);
        return calendar.getTimeInMillis();
    }

    private static byte[] hybridDay(int year, int month, int day) {
        return le32((int) Math.floorDiv(hybrid(TimeZone.getTimeZone("UTC"), year, month, day, 0), 86_400_000L));
    }

    static List<List<Thrift>> old() {
        return List.of(
                List.of(entry(OLD, ""), entry(SPARK, "3.5.6")),
                List.of(entry(SPARK, "4.0.0"), entry(OLD, null)),
                List.of(entry(SPARK, "2.4.8")),
                List.of(entry(SCHEMA, "{}")),
                List.of(entry("writer.date.proleptic", "false")));
    }

    @ParameterizedTest
    @MethodSource("old")
    void hasTheDaysThatWereWritten(List<Thrift> metadata) throws IOException {
        assertThat(judged(
                        "a date",
                        INT32,
                        DATE,
                        metadata,
                        hybridDay(1500, 1, 1),
                        hybridDay(1, 1, 1),
                        hybridDay(1582, 10, 4),
                        hybridDay(1582, 10, 15),
                        hybridDay(2026, 1, 1),
                        hybridDay(1500, 2, 29),
                        le32(Integer.MIN_VALUE)))
                .hasSize(8)
                .startsWith("rejected, 7 rows")
                .contains("1: " + day(1500, 1, 1), "2: " + day(1, 1, 1), "3: " + day(1582, 10, 4))
                .contains("4: " + day(1582, 10, 15), "5: " + day(2026, 1, 1))
                .anyMatch(told -> told.startsWith("6 type a [1500-03-10]: must be a day of the Gregorian calendar"))
                .anyMatch(told -> told.startsWith("7 type a ") && told.endsWith("must have a year from 0001 to 9999"));
    }

    /// Each day of the years 1 to 1582, held against `java.util`.
    @Test
    void hasEachDayThatWasWritten() throws IOException {
        List<byte[]> stored = new ArrayList<>();
        List<String> expected = new ArrayList<>(List.of("valid, "));
        for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() < 1600; day = day.plusDays(97)) {
            boolean skipped = day.getYear() == 1582 && day.getMonthValue() == 10;
            if (!skipped) {
                stored.add(hybridDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
                expected.add(stored.size() + ": " + day.toEpochDay());
            }
        }
        expected.set(0, "valid, %d rows".formatted(stored.size()));
        assertThat(judged("a date", INT32, DATE, old().get(0), stored.toArray(byte[][]::new)))
                .containsExactlyElementsOf(expected);
    }

    static List<List<Thrift>> gregorian() {
        return List.of(
                List.of(),
                List.of(entry(SPARK, "3.5.6")),
                List.of(entry(SPARK, "3.5.6"), entry(SCHEMA, "{}")),
                List.of(entry(SPARK, "10.1"), entry(ZONE, "UTC")),
                List.of(entry("writer.date.proleptic", "true")));
    }

    @ParameterizedTest
    @MethodSource("gregorian")
    void isTheGregorianOneElse(List<Thrift> metadata) throws IOException {
        int day = (int) LocalDate.of(1500, 1, 1).toEpochDay();
        assertThat(judged("a date", INT32, DATE, metadata, le32(day))).containsExactly("valid, 1 rows", "1: " + day);
    }

    @Test
    void isNotThatOfMetadataThatAnotherLibraryCopied() throws IOException {
        int day = (int) LocalDate.of(1500, 1, 1).toEpochDay();
        assertThat(judged("a date", INT32, DATE, List.of(entry(SCHEMA, "{}")), "parquet-cpp-arrow 20.0.0", le32(day)))
                .containsExactly("valid, 1 rows", "1: " + day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/Los_Angeles", "Europe/Amsterdam", "+05:30", "PST"})
    void hasTheMomentsThatClocksShowed(String id) throws IOException {
        ZoneId zone = ZoneId.of(id, ZoneId.SHORT_IDS);
        List<byte[]> stored = new ArrayList<>();
        List<String> expected = new ArrayList<>(List.of("valid, 4 rows"));
        for (int year : new int[] {1, 1500, 1700, 2026}) {
            stored.add(le64(hybrid(TimeZone.getTimeZone(zone), year, 3, 5, 13) * 1_000));
            long second = LocalDate.of(year, 3, 5).atTime(13, 0).atZone(zone).toEpochSecond();
            expected.add(stored.size() + ": " + second * 1_000_000);
        }
        assertThat(judged(
                        ZONED,
                        INT64,
                        micros(true),
                        List.of(entry(SPARK, "3.2.0"), entry(OLD, ""), entry(ZONE, id)),
                        stored.toArray(byte[][]::new)))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"3.0.1, false", "2.4.0, false", "3.5.6, true"})
    void hasTheMomentsOfInt96(String version, boolean flagged) throws IOException {
        List<Thrift> metadata = new ArrayList<>(List.of(entry(SPARK, version), entry(ZONE, "UTC")));
        if (flagged) {
            metadata.add(entry(OLD_INT96, ""));
        }
        long hybrid = hybrid(TimeZone.getTimeZone("UTC"), 1500, 1, 1, 0) / 86_400_000;
        byte[] stored = join(le64(3_600_000_000_000L), le32((int) hybrid + 2_440_588));
        long second = LocalDate.of(1500, 1, 1).atTime(1, 0).toEpochSecond(ZoneOffset.UTC);
        assertThat(judged(ZONED, INT96, new Thrift(), metadata, stored))
                .containsExactly("valid, 1 rows", "1: " + second * 1_000_000);
    }

    @Test
    void saysWhereAMomentCannotBeKnown() throws IOException {
        long old = LocalDate.of(1500, 1, 10).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        long later = LocalDate.of(1700, 1, 10).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertThat(judged(ZONED, INT64, micros(true), List.of(entry(SPARK, "2.4.8")), le64(old), le64(later)))
                .containsExactly(
                        "rejected, 2 rows",
                        "1 type a [1500-01-10T00:00Z]: must be a moment of the Gregorian calendar: the file has times"
                                + " before 1582-10-15 of the Julian calendar (Spark's legacy mode), and does not say"
                                + " in which time zone (org.apache.spark.timeZone)",
                        "2: " + later);
    }

    @Test
    void isNeverThatOfWhatAClockShowed() throws IOException {
        long old = LocalDate.of(1500, 1, 10).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertThat(judged(
                        "a timestamp timezone=false",
                        INT64,
                        micros(false),
                        List.of(entry(SPARK, "3.5.6"), entry(OLD, ""), entry(ZONE, "UTC")),
                        le64(old)))
                .containsExactly("valid, 1 rows", "1: " + old);
    }
}
