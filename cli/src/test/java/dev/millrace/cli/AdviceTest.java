package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.Course;
import dev.millrace.common.identity.VersionOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    private static final String ID = Recorded.OBJECT.id().hex();

    @ParameterizedTest
    @EnumSource
    void knowsWhatToDoInEveryState(AuditState state) {
        assertThat(Advice.on(Recorded.in(state))).isNotEmpty().allMatch(line -> line.length() > 20);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,   ./millrace replay",
        "HELD,     ./millrace release",
        "HELD,     ./millrace dismiss",
        "REJECTED, ./millrace release",
    })
    void namesTheCommandThatTakesItOn(AuditState state, String command) {
        assertThat(advice(Recorded.in(state))).contains(command + " " + ID);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW,        Nothing",
        "VALIDATING, Nothing",
        "VALID,      Nothing",
        "LOADING,    Nothing",
        "INGESTED,   Nothing",
        "INVALID,    Nothing",
        "SUPERSEDED, Nothing",
        "IGNORED,    Nothing",
        "GONE,       Upload it again",
    })
    void saysWhereNothingIsToBeDone(AuditState state, String advice) {
        assertThat(advice(Recorded.in(state))).startsWith(advice).doesNotContain("replay", "release", "dismiss");
    }

    @Test
    void asksForAContractWhereNoneMatched() {
        assertThat(advice(Recorded.unmatched(AuditState.REJECTED)))
                .contains("./millrace contract apply", "./millrace release " + ID);
    }

    @Test
    void leadsFromAReleasedObjectToItsNewVersion() {
        var course = new Course(VersionOrder.FIRST, null, 0, null, false, false, null, "v2", null);
        assertThat(advice(Recorded.in(AuditState.REJECTED, course)))
                .contains("./millrace show 'orders/a.csv#v2'")
                .doesNotContain("millrace release");
    }

    @Test
    void neverOffersToReleaseBytesThatVanished() {
        assertThat(advice(Recorded.withoutBytes(AuditState.REJECTED)))
                .startsWith("Upload it again")
                .doesNotContain("millrace release");
    }

    @Test
    void saysThatAnObjectOfADailyDatasetWaitsForItsBatch() {
        assertThat(advice(Recorded.daily(AuditState.NEW))).contains("next batch");
    }

    @Test
    void refusesWithTheStateTheRuleAndTheWayOut() {
        AuditRecord held = Recorded.in(AuditState.HELD);
        assertThat(Advice.refusal(held, "replayed", AuditState.FAILED))
                .startsWith("s3://landing/orders/a.csv#v1 is HELD, and only FAILED objects can be replayed.")
                .contains("./millrace release " + ID);
    }

    private static String advice(AuditRecord record) {
        return String.join(" ", Advice.on(record));
    }
}
