package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.Progress;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.cli.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseLinesTest {
    @Test
    void saysNothingOfAnObjectWithoutAdventures() {
        assertThat(CourseLines.of(Recorded.in(AuditState.INGESTED))).isEmpty();
    }

    @Test
    void tellsWhatAnObjectWentThrough() {
        var course = new Progress(
                VersionOrder.of("0055AED6DCD90281E5").orElseThrow(),
                "0".repeat(64),
                null,
                2,
                Recorded.TIME,
                true,
                true,
                "HELD#3",
                "v2",
                "orders/_SUCCESS");

        assertThat(CourseLines.of(Recorded.in(AuditState.HELD, course)))
                .containsExactly(
                        new CourseLines.Fact("Order", "0055AED6DCD90281E5"),
                        new CourseLines.Fact("Released from", "the REJECTED object " + "0".repeat(64)),
                        new CourseLines.Fact("Released as", "version v2 of its key"),
                        new CourseLines.Fact("Released by", "a person: the same bytes elsewhere do not hold it again"),
                        new CourseLines.Fact("Started again", "2 times"),
                        new CourseLines.Fact("Failing since", "2026-11-21T10:15:30Z"),
                        new CourseLines.Fact("Rows", "are still to be withdrawn from its table"),
                        new CourseLines.Fact("Waits for", "the set of its control file orders/_SUCCESS"),
                        new CourseLines.Fact("Owed notice", "HELD, of attempt 3: the sweep sends it"));
    }

    @Test
    void listsTheMovesInTimeOrderWithAttemptWhoAndWhy() {
        String execution = Recorded.OBJECT.id().executionName(0);
        var moves = List.of(
                new HistoryEntry(
                        Recorded.TIME.plusSeconds(3),
                        AuditState.FAILED,
                        2,
                        "Mark Failed of " + execution + "-r02",
                        "a\tb"),
                new HistoryEntry(Recorded.TIME, AuditState.NEW, 0, "start-ingestion", null),
                new HistoryEntry(
                        Recorded.TIME.plusSeconds(1), AuditState.VALIDATING, 1, "Validate File of " + execution, null));

        assertThat(CourseLines.moves(Recorded.with(moves)))
                .containsExactly(
                        "2026-11-21T10:15:30Z  NEW                     start-ingestion",
                        "2026-11-21T10:15:31Z  VALIDATING  attempt 1   Validate File",
                        "2026-11-21T10:15:33Z  FAILED      attempt 2   Mark Failed (replay 2): a\\u0009b");
    }
}
