package dev.millrace.notices.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsReportTest {
    private static final FindingsReport REPORT = new FindingsReport(
            "landing",
            "in/größe \u0007.csv",
            "v1",
            "0".repeat(64),
            "airports",
            "1.0.0",
            "c0ffee",
            42,
            3,
            1,
            "airports/x.proposed.odcs.yaml",
            "2026-11-21T10:15:30Z",
            2,
            List.of(new FindingsReport.Count("type", "elevation", 2)),
            List.of(
                    new FindingsReport.Line("type", 3, "elevation", "high \"up\"", "must be an integer"),
                    new FindingsReport.Line("column-count", 4, null, null, "the record has 2 fields")));

    @Test
    void comesBackFromJsonAsItWas() {
        assertThat(FindingsReport.of(REPORT.toJson())).isEqualTo(REPORT);
    }

    @Test
    void hasNoContractWhenNoneMatched() {
        var unmatched = new FindingsReport(
                "landing",
                "x",
                "v1",
                "0".repeat(64),
                "unmatched",
                null,
                null,
                42,
                0,
                0,
                null,
                "now",
                0,
                List.of(),
                List.of());

        assertThat(FindingsReport.of(unmatched.toJson())).isEqualTo(unmatched);
    }

    @Test
    void isReadAlsoWhenALaterReleaseWroteMore() {
        String more = new String(REPORT.toJson(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"later\": 1,");

        assertThat(FindingsReport.of(more.getBytes(StandardCharsets.UTF_8))).isEqualTo(REPORT);
    }

    @Test
    void isLaidOutForPeople() {
        assertThat(new String(REPORT.toJson(), StandardCharsets.UTF_8)).contains("\n  \"key\" : ");
    }

    @Test
    void writesAFindingAsOneLineWithItsValue() {
        var cell = new FindingsReport.Line("type", 17, "lat\nitude", "abc", "must be a number");
        var file = new FindingsReport.Line("file-empty", 0, null, null, "the file has no bytes");

        assertThat(cell.text()).isEqualTo("line 17: lat\\u000Aitude: must be a number [abc]");
        assertThat(file.text()).isEqualTo("the file has no bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "{\"counts\": 3}"})
    void refusesWhatIsNone(String json) {
        assertThatThrownBy(() -> FindingsReport.of(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }
}
