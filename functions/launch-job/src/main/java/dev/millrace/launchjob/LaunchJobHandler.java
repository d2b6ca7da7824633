package dev.millrace.launchjob;

import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.engines.Engines;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.OpenJobs;
import dev.millrace.flow.jobs.StepFunctionsWaitingTasks;
import java.util.UUID;

/// Launches Spark jobs for states that wait for their results with a task token.
public final class LaunchJobHandler extends StateHandler<LaunchJobHandler.Step> {
    enum Step {
        JudgeBigFiles,
        AwaitJudging,
        RunSparkJob,
        AwaitJob
    }

    private final Launching launching;

    public LaunchJobHandler() {
        this(new LambdaWiring());
    }

    public LaunchJobHandler(Wiring wiring) {
        this(launching(wiring, Engines.connect(wiring)));
    }

    LaunchJobHandler(Launching launching) {
        super(Step.class);
        this.launching = launching;
    }

    private static Launching launching(Wiring wiring, Engines engines) {
        var jobs = DynamoJobs.connect(wiring);
        var handOver = new JobHandOver(jobs, StepFunctionsWaitingTasks.connect(wiring), wiring.clock());
        return new Launching(
                jobs,
                engines.launchers(wiring),
                new OlderLaunches(engines, wiring.clock()),
                new OpenJobs(jobs, engines, handOver, wiring.clock()),
                handOver,
                wiring.clock(),
                () -> UUID.randomUUID().toString());
    }

    @Override
    protected LaunchAnswer take(Step step, StateTask task, Deadline deadline) {
        LaunchRequest request = task.input(LaunchRequest.class);
        return LaunchAnswer.of(
                switch (step) {
                    case JudgeBigFiles, RunSparkJob -> launching.launch(request);
                    case AwaitJudging, AwaitJob -> launching.await(request);
                });
    }
}
