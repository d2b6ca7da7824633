package dev.millrace.flow.executions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Executions in Step Functions.
public final class StepFunctionsExecutions implements Executions {
    private final SfnClient stepFunctions;
    private final String stateMachineArn;

    public StepFunctionsExecutions(SfnClient stepFunctions, String stateMachineArn) {
        this.stepFunctions = stepFunctions;
        this.stateMachineArn = stateMachineArn;
    }

    /// Executions of a state machine.
    ///
    /// @param stateMachineArn of the one that ingests files
    public static StepFunctionsExecutions connect(Wiring wiring, String stateMachineArn) {
        return new StepFunctionsExecutions(wiring.client(SfnClient.builder()), stateMachineArn);
    }

    @Override
    public void start(ObjectVersion version, long replays) {
        ObjectNode input = Json.MAPPER
                .createObjectNode()
                .put("oid", version.id().hex())
                .put("bucket", version.bucket())
                .put("key", version.key())
                .put("versionId", version.versionId());
        try {
            stepFunctions.startExecution(s -> s.stateMachineArn(stateMachineArn)
                    .name(version.id().executionName(replays))
                    .input(input.toString()));
        } catch (ExecutionAlreadyExistsException e) {
            // A delivery before this one started it.
        }
    }

    @Override
    public String arn(ObjectId oid, long replays) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + oid.executionName(replays);
    }

    @Override
    public Status status(String arn) {
        return status(stepFunctions, arn);
    }

    /// How an execution of any state machine stands.
    public static Status status(SfnClient stepFunctions, String arn) {
        try {
            ExecutionStatus status =
                    stepFunctions.describeExecution(d -> d.executionArn(arn)).status();
            return status == ExecutionStatus.RUNNING || status == ExecutionStatus.PENDING_REDRIVE
                    ? Status.RUNNING
                    : Status.ENDED;
        } catch (ExecutionDoesNotExistException e) {
            return Status.UNKNOWN;
        }
    }
}
