package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static Instant lastDue(String expression, String moment) {
        return Schedule.of(expression, Duration.ofDays(1)).lastDue(Instant.parse(moment));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0 2 * * ? *)            | 2026-11-21T10:15:30Z | 2026-11-21T02:00:00Z",
                "cron(0 2 * * ? *)            | 2026-11-21T02:00:00Z | 2026-11-21T02:00:00Z",
                "cron(0 2 * * ? *)            | 2026-11-21T01:59:59Z | 2026-11-20T02:00:00Z",
                "cron(0 2 * * ? *)            | 2027-01-01T00:00:00Z | 2026-12-31T02:00:00Z",
                "cron(0 4 1 * ? *)            | 2026-11-30T02:00:00Z | 2026-11-01T04:00:00Z",
                "cron(0 4 1 * ? *)            | 2026-12-01T04:00:00Z | 2026-12-01T04:00:00Z",
                "cron(0 4 L * ? *)            | 2028-03-01T00:00:00Z | 2028-02-29T04:00:00Z",
                "cron(30 6,18 ? * MON-FRI *)  | 2026-11-22T10:00:00Z | 2026-11-20T18:30:00Z",
                "cron(0/15 8-9 ? * 1 *)       | 2026-11-23T00:00:00Z | 2026-11-22T09:45:00Z",
                "cron(0 0 29 FEB ? *)         | 2026-11-21T00:00:00Z | 2024-02-29T00:00:00Z",
                "cron(0 2 1 1 ? 2020-2022)    | 2026-11-21T00:00:00Z | 2022-01-01T02:00:00Z",
                "cron(0 2 ? * 6#3 *)          | 2026-11-21T00:00:00Z | 2026-11-20T02:00:00Z",
                "cron(0 2 ? * FRI#3 *)        | 2026-11-20T01:00:00Z | 2026-10-16T02:00:00Z",
                "cron(0 2 ? * 1#5 *)          | 2026-11-30T00:00:00Z | 2026-11-29T02:00:00Z",
                "cron(0 2 ? * 1#5 *)          | 2026-11-29T00:00:00Z | 2026-08-30T02:00:00Z",
                "cron(0 2 ? * 6L *)           | 2026-11-30T00:00:00Z | 2026-11-27T02:00:00Z",
                "cron(0 2 ? * SUNL *)         | 2026-11-30T00:00:00Z | 2026-11-29T02:00:00Z",
                "cron(0 2 ? * L *)            | 2026-11-30T00:00:00Z | 2026-11-28T02:00:00Z",
                "cron(0 2 15W * ? *)          | 2026-11-30T00:00:00Z | 2026-11-16T02:00:00Z",
                "cron(0 2 15W * ? *)          | 2026-08-31T00:00:00Z | 2026-08-14T02:00:00Z",
                "cron(0 2 1W * ? *)           | 2026-08-31T00:00:00Z | 2026-08-03T02:00:00Z",
                "cron(0 2 31W * ? *)          | 2026-07-01T00:00:00Z | 2026-05-29T02:00:00Z",
                "cron(0 2 LW * ? *)           | 2026-11-01T00:00:00Z | 2026-10-30T02:00:00Z",
                "cron(0 2 1,15W * ? *)        | 2026-11-10T00:00:00Z | 2026-11-01T02:00:00Z",
                "cron(0 2 * * ? 1999)         | 2026-11-21T00:00:00Z | 1970-01-01T00:00:00Z",
            })
    void knowsWhenBatchesWereDueLast(String expression, String moment, String due) {
        assertThat(lastDue(expression, moment)).isEqualTo(Instant.parse(due));
    }

    @ParameterizedTest
    @CsvSource({
        "rate(1 day)",
        "rate(24 hours)",
        "cron(0 2 ? * 6#6 *)",
        "cron(0 2 ? * 8L *)",
        "cron(0 2 32W * ? *)",
        "cron(0 2 W * ? *)",
        "cron(0 25 * * ? *)",
        "cron(5-2 2 * * ? *)",
        "cron(0/0 2 * * ? *)",
        "cron(0 2 * *)",
        "at noon",
    })
    void takesWhatItDoesNotKnowForARate(String expression) {
        Instant first = lastDue(expression, "2026-11-21T10:15:30Z");

        assertThat(first).isBetween("2026-11-19T10:15:30Z", "2026-11-20T10:15:30Z");
        assertThat(lastDue(expression, "2026-11-21T10:20:30Z")).as("one window").isEqualTo(first);
        assertThat(lastDue(expression, "2026-11-22T10:15:30Z")).isEqualTo(first.plus(Duration.ofDays(1)));
    }

    /// On these nights clocks in Europe and America are put forward over 02:00, or back; schedules are in UTC.
    @Tag("H090")
    @ParameterizedTest
    @CsvSource({"2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"})
    void hasEachNightOnceThoughClocksAreChanged(String day) {
        Instant due = Instant.parse(day + "T02:00:00Z");

        assertThat(lastDue("cron(0 2 * * ? *)", day + "T01:59:59Z")).isEqualTo(due.minus(Duration.ofDays(1)));
        assertThat(lastDue("cron(0 2 * * ? *)", day + "T02:59:59Z")).isEqualTo(due);
        assertThat(lastDue("cron(0 2 * * ? *)", day + "T23:59:59Z")).isEqualTo(due);
    }

    @Test
    void keepsToTheTemplatesOwnSchedules() {
        assertThat(lastDue("cron(0 2 * * ? *)", "2026-12-01T12:00:00Z"))
                .isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(lastDue("cron(0 4 1 * ? *)", "2026-12-31T12:00:00Z"))
                .isEqualTo(Instant.parse("2026-12-01T04:00:00Z"));
    }
}
