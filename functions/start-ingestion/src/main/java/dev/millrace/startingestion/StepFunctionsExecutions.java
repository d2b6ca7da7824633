package dev.millrace.startingestion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.common.dispatch.Json;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.identity.ObjectVersion;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Executions in Step Functions. The name and the input depend on the object alone, so that a repeated start is
/// byte-identical.
final class StepFunctionsExecutions implements Executions {
    private final SfnClient stepFunctions;
    private final String stateMachineArn;

    StepFunctionsExecutions(SfnClient stepFunctions, String stateMachineArn) {
        this.stepFunctions = stepFunctions;
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    public void start(ObjectVersion version) {
        ObjectNode input = Json.MAPPER
                .createObjectNode()
                .put("oid", version.id().hex())
                .put("bucket", version.bucket())
                .put("key", version.key())
                .put("versionId", version.versionId());
        try {
            stepFunctions.startExecution(s -> s.stateMachineArn(stateMachineArn)
                    .name(version.id().executionName())
                    .input(input.toString()));
        } catch (ExecutionAlreadyExistsException e) {
            // A delivery before this one started it.
        }
    }

    @Override
    public String arn(ObjectId oid) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + oid.executionName();
    }
}
