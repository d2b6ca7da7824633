package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Progress;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.cli.Recorded;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.keys.KeyPattern;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    private static final ContractIndex NONE = new ContractIndex(List.of());
    private static final String ID = Recorded.OBJECT.id().hex();

    @ParameterizedTest
    @EnumSource
    void knowsWhatToDoInEveryState(AuditState state) {
        assertThat(new Advice(NONE, Commands.AT_HOME).on(Recorded.in(state)))
                .isNotEmpty()
                .allMatch(line -> line.length() > 20);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,   ./millrace replay",
        "FAILED,   ./millrace dismiss",
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
        var course = new Progress(VersionOrder.FIRST, null, null, 0, null, false, false, null, "v2", null);
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

    private static String advice(AuditRecord record, Cadence now) {
        var pin = new ContractPin("orders", "1.0.0", "c0ffee");
        var inForce = new ContractRef(pin, KeyPattern.of("orders/*.csv"), now, Recorded.TIME);
        return String.join(" ", new Advice(new ContractIndex(List.of(inForce)), Commands.AT_HOME).on(record));
    }

    /// Whatever it was when the object came.
    @ParameterizedTest
    @CsvSource({
        "DAILY,      waits for the next batch of its dataset, ./millrace batch daily --dataset orders",
        "MONTHLY,    waits for the next batch of its dataset, ./millrace batch monthly --dataset orders",
        "ON_ARRIVAL, the sweep starts it,                     ./millrace sweep",
    })
    void saysWhatANewObjectWaitsForUnderTheCadenceInForce(Cadence now, String waits, String command) {
        assertThat(advice(Recorded.daily(AuditState.NEW), now))
                .startsWith("Nothing: ")
                .contains(waits, command);
    }

    @ParameterizedTest
    @CsvSource({"DAILY, A batch takes it again", "MONTHLY, A batch takes it again", "ON_ARRIVAL, tried again by itself"
    })
    void saysWhoTriesAFailedObjectAgainUnderTheCadenceInForce(Cadence now, String who) {
        assertThat(advice(Recorded.in(AuditState.FAILED), now)).contains(who);
    }

    @Test
    void saysThatNothingTakesAnObjectWhoseDatasetHasNoContract() {
        assertThat(advice(Recorded.daily(AuditState.NEW)))
                .contains("No contract of the dataset orders is in force", "./millrace contract apply");
    }

    @Test
    void refusesWithTheStateTheRuleAndTheWayOut() {
        AuditRecord held = Recorded.in(AuditState.HELD);
        assertThat(new Advice(NONE, Commands.AT_HOME).refusal(held, "only FAILED objects can be replayed"))
                .startsWith("s3://landing/orders/a.csv#v1 is HELD, and only FAILED objects can be replayed.")
                .contains("./millrace release " + ID);
    }

    private static String advice(AuditRecord record) {
        return String.join(" ", new Advice(NONE, Commands.AT_HOME).on(record));
    }
}
