package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.Recorded;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.keys.KeyPattern;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReingestCommandTest {
    private static final AuditRecord INGESTED = Recorded.in(AuditState.INGESTED);
    private static final ObjectVersion EARLIER = new ObjectVersion("landing", "orders/a.csv", "v2");

    @Test
    void needsAContractThatTakesItsKeyForAFileOfItsDataset() {
        assertThat(obstacle(inForce(ref("orders")))).isEmpty();
        assertThat(obstacle(inForce()))
                .hasValueSatisfying(why -> assertThat(why).contains("of its dataset orders.", "contract apply FILE"));
        assertThat(obstacle(inForce(ref("invoices"))))
                .hasValueSatisfying(why -> assertThat(why).contains("but of invoices"));
    }

    @Test
    void needsADatasetThatTakesFiles() {
        ContractRef retired = ref("orders").retired(true, Recorded.TIME);

        assertThat(obstacle(inForce(retired)))
                .hasValueSatisfying(why -> assertThat(why).contains("orders is retired"));
    }

    @ParameterizedTest
    @EnumSource(AuditState.class)
    void waitsForTheEndOfAnEarlierTry(AuditState state) {
        Optional<String> why = underWay(Optional.of(Recorded.in(state)));

        switch (state) {
            case REJECTED, GONE, IGNORED, SUPERSEDED -> assertThat(why).isEmpty();
            case NEW, VALIDATING, VALID, LOADING, INGESTED, INVALID, FAILED, HELD, APPLIED ->
                assertThat(why)
                        .hasValueSatisfying(text -> assertThat(text)
                                .contains("is being ingested again as " + EARLIER, "which is " + state));
        }
    }

    @Test
    void waitsForAnEarlierTryThatIsNotRecordedYet() {
        assertThat(underWay(Optional.empty()))
                .hasValueSatisfying(why -> assertThat(why).contains("on its way"));
    }

    private static Optional<String> obstacle(ContractIndex inForce) {
        return ReingestCommand.obstacle(INGESTED, inForce, Commands.AT_HOME);
    }

    private static Optional<String> underWay(Optional<AuditRecord> found) {
        return ReingestCommand.underWay(INGESTED, EARLIER, found, Commands.AT_HOME);
    }

    private static ContractIndex inForce(ContractRef... contracts) {
        return new ContractIndex(List.of(contracts));
    }

    private static ContractRef ref(String dataset) {
        return new ContractRef(
                new ContractPin(dataset, "1.0.0", "c0ffee"),
                KeyPattern.of("orders/*.csv"),
                Cadence.ON_ARRIVAL,
                Recorded.TIME);
    }
}
