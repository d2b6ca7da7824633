package dev.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void setsCellsInColumns() {
        assertThat(new TextTable("STATE", "KEY", "REASON")
                        .row("NEW", "a/long/key.csv", "")
                        .lines(80))
                .containsExactly("STATE  KEY             REASON", "NEW    a/long/key.csv");
    }

    @Test
    void shortensTheLastColumnToTheWidth() {
        assertThat(new TextTable("K", "REASON")
                        .row("1", "line 100: temp_max: must be a number")
                        .lines(24))
                .contains("1  line 100: temp_max: …");
    }

    @Test
    void shortensNothingWhereThereIsNoWidth() {
        String reason = "r".repeat(500);
        assertThat(new TextTable("K", "REASON").row("1", reason).lines(Integer.MAX_VALUE))
                .contains("1  " + reason);
    }

    @Test
    void letsNoCellMoveTheOthers() {
        assertThat(new TextTable("KEY", "REASON").row("a\nb\u202E", "").lines(80))
                .contains("a\\u000Ab\\u202E");
    }
}
