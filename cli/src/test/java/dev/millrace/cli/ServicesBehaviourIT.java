package dev.millrace.cli;

import dev.millrace.testing.aws.Behaviour;
import dev.millrace.testing.aws.CatalogBehaviour;
import dev.millrace.testing.aws.StepFunctionsBehaviour;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The local cloud's other services do what those in memory do, which the tests of whole journeys run on.
@ExtendWith(TestCloud.Extension.class)
class ServicesBehaviourIT {
    private static final String WAITING = """
            {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": true}}}
            """;

    @TestFactory
    Stream<DynamicTest> stepFunctions(TestCloud cloud) {
        SfnClient sfn = cloud.sfn();
        String role = sfn.describeStateMachine(
                        d -> d.stateMachineArn(cloud.stack().output("IngestFileStateMachine")))
                .roleArn();
        String machine = sfn.createStateMachine(m ->
                        m.name("behaviour-" + UUID.randomUUID()).roleArn(role).definition(WAITING))
                .stateMachineArn();
        return StepFunctionsBehaviour.of(sfn, machine, arn -> sfn.stopExecution(s -> s.executionArn(arn)))
                .map(Behaviour::onTheLocalCloud);
    }

    @TestFactory
    Stream<DynamicTest> catalog(TestCloud cloud) {
        GlueClient glue = cloud.access().client(GlueClient.builder());
        String database = "behaviour_" + UUID.randomUUID().toString().replace("-", "");
        glue.createDatabase(d -> d.databaseInput(i -> i.name(database)));
        return CatalogBehaviour.of(glue, database).map(Behaviour::onTheLocalCloud);
    }
}
