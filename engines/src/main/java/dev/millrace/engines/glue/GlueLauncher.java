package dev.millrace.engines.glue;

import dev.millrace.base.clients.Wiring;
import dev.millrace.engines.runs.JobLauncher;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.Launch;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.ResourceNumberLimitExceededException;

/// Starts runs of the Glue job. Glue starts a run for each request that reaches it, so its client never tries again
/// by itself, and before each request the runs are looked through for one that carries the launch's mark.
public final class GlueLauncher implements JobLauncher {
    private final GlueClient once;
    private final JobRuns runs;
    private final String glueJob;
    private final String logGroup;

    /// @param once a client that asks once only
    /// @param logGroup how the names of the job's log groups begin
    public GlueLauncher(GlueClient once, JobRuns runs, String glueJob, String logGroup) {
        this.once = once;
        this.runs = runs;
        this.glueJob = glueJob;
        this.logGroup = logGroup;
    }

    static GlueLauncher connect(Wiring wiring, String glueJob, JobRuns runs) {
        GlueClient once = wiring.client(
                GlueClient.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
        return new GlueLauncher(once, runs, glueJob, wiring.setting("GLUE_LOG_GROUP"));
    }

    @Override
    public Run start(Launch launch) {
        return runs.find(launch.mark(), launch.begun()).map(RunStatus::run).orElseGet(() -> startNew(launch));
    }

    private Run startNew(Launch launch) {
        Map<String, String> arguments = Map.of(
                "--manifest", launch.manifest(), JobMark.ARGUMENT, launch.mark().toString());
        try {
            String runId = once.startJobRun(s -> s.jobName(glueJob).arguments(arguments))
                    .jobRunId();
            return new Run(runId, GlueJobRuns.logs(logGroup, runId));
        } catch (ConcurrentRunsExceededException | ResourceNumberLimitExceededException e) {
            throw new ServiceFault(
                    "Glue runs as many jobs as it may; job %s waits: %s".formatted(launch.mark(), e.getMessage()), e);
        }
    }
}
