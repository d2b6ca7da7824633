package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.notices.reports.FindingsReport.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
    @Test
    void sumUpASingleFindingOfACell() {
        assertThat(summary(1, new Line("type", 3, "elevation", "high", "must be an integer")))
                .isEqualTo("line 3: elevation: must be an integer");
    }

    @Test
    void sumUpAFindingOfTheWholeFile() {
        assertThat(summary(1, new Line("file-empty", 0, null, null, "the file is empty")))
                .isEqualTo("the file is empty");
    }

    @Test
    void sayHowManyMoreFindingsThereAre() {
        assertThat(summary(1000, new Line("type", 3, null, null, "wrong"))).isEqualTo("line 3: wrong (and 999 more)");
    }

    @Test
    void keepCellValuesOutOfTheSummary() {
        assertThat(summary(1, new Line("type", 3, "salary", "12345", "must be a date")))
                .doesNotContain("12345");
    }

    private static String summary(long total, Line first) {
        return Reports.summary(new FindingsReport(
                "landing",
                "k",
                "v",
                "0",
                "airports",
                null,
                null,
                1,
                1,
                0,
                null,
                "now",
                total,
                List.of(),
                List.of(first)));
    }
}
