package dev.millrace.flow.jobs;

import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.base.clients.Wiring;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// States of Step Functions that wait for a task token.
public final class StepFunctionsWaitingTasks implements WaitingTasks {
    private final SfnClient stepFunctions;

    public StepFunctionsWaitingTasks(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    /// Those that a function may answer.
    public static StepFunctionsWaitingTasks connect(Wiring wiring) {
        return new StepFunctionsWaitingTasks(wiring.client(SfnClient.builder()));
    }

    @Override
    public boolean succeed(TaskToken token, String output) {
        return answered(() ->
                stepFunctions.sendTaskSuccess(s -> s.taskToken(token.text()).output(output)));
    }

    @Override
    public boolean fail(TaskToken token, String error, String cause) {
        return answered(() -> stepFunctions.sendTaskFailure(
                s -> s.taskToken(token.text()).error(error).cause(cause)));
    }

    /// A state that was answered before, timed out or is gone is told apart in each of these ways.
    private static boolean answered(Runnable answer) {
        try {
            answer.run();
            return true;
        } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
            return false;
        }
    }
}
