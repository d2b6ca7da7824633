package dev.millrace.flow.batches;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.json.Json;
import dev.millrace.flow.executions.Executions.Status;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Batches' executions in Step Functions.
public final class StepFunctionsBatches implements BatchExecutions {
    private final SfnClient stepFunctions;
    private final String stateMachineArn;

    public StepFunctionsBatches(SfnClient stepFunctions, String stateMachineArn) {
        this.stepFunctions = stepFunctions;
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    public String start(BatchRef ref) {
        String input = Json.line(ref);
        try {
            stepFunctions.startExecution(s ->
                    s.stateMachineArn(stateMachineArn).name(ref.executionName()).input(input));
        } catch (ExecutionAlreadyExistsException e) {
            // A schedule delivers at least once.
        }
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + ref.executionName();
    }

    @Override
    public Status status(String arn) {
        return StepFunctionsExecutions.status(stepFunctions, arn);
    }
}
