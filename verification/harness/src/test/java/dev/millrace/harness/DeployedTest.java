package dev.millrace.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.asl.AslDefinition;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.Template;
import dev.millrace.testing.aws.InMemoryAws;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The functions are deployed as the template says.
class DeployedTest {
    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final Deployed deployed =
            new Deployed(Template.read(), aws, aws, clock, List.of(), Map.of("SWEEP_GRACE_MINUTES", "7"));

    @Test
    void aFunctionHasTheSettingsOfItsEnvironmentAndNoOthers() {
        HarnessWiring wiring = deployed.wiring("LoadFileFunction");

        assertThat(wiring.setting("LAKE_BUCKET")).isEqualTo(Deployed.LAKE);
        assertThat(wiring.setting("AUDIT_TABLE")).isEqualTo(aws.auditTable());
        assertThatThrownBy(() -> wiring.setting("SWEEP_GRACE_MINUTES")).isInstanceOf(IllegalStateException.class);
        assertThat(deployed.wiring("SweepFunction").setting("SWEEP_GRACE_MINUTES"))
                .isEqualTo("7");
    }

    @Test
    void allThatStateMachinesCallIsDeployed() {
        assertThat(InMemoryStack.STATE_MACHINES.stream()
                        .map(InMemoryStack::definitionOf)
                        .map(AslDefinition::parse)
                        .flatMap(machine -> machine.functionsByTask().values().stream())
                        .distinct())
                .hasSizeGreaterThan(7)
                .allSatisfy(function -> assertThat(deployed.handler(function)).isNotNull());
    }

    @Test
    void tellsOnceWhatARoleMayNotDo() {
        deployed.wiring("UpdateAuditFunction")
                .client(S3Client.builder())
                .putObject(p -> p.bucket(Deployed.LAKE).key("a"), RequestBody.empty());

        assertThat(deployed.lacking()).isEqualTo(Set.of("UpdateAuditRole lacks s3:PutObject on arn:aws:s3:::lake/a"));
        assertThat(deployed.lacking()).isEmpty();
    }
}
