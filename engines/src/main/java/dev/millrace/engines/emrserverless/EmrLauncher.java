package dev.millrace.engines.emrserverless;

import dev.millrace.base.clients.Wiring;
import dev.millrace.engines.runs.JobLauncher;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.Launch;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/// Starts runs of the EMR Serverless application. Each launch has a client token of its own, by which the service
/// knows a repeated request.
public final class EmrLauncher implements JobLauncher {
    /// The argument that tells the job its region; the Glue job of the template has it, too.
    private static final String REGION = "--millrace-region";

    private final EmrServerlessClient emr;
    private final JobRuns runs;
    private final Settings settings;

    public EmrLauncher(EmrServerlessClient emr, JobRuns runs, Settings settings) {
        this.emr = emr;
        this.runs = runs;
        this.settings = settings;
    }

    static EmrLauncher connect(Wiring wiring, String application, JobRuns runs) {
        return new EmrLauncher(
                wiring.client(EmrServerlessClient.builder()),
                runs,
                new Settings(
                        application,
                        wiring.setting("EMR_JOB_ROLE"),
                        wiring.setting("SPARK_JAR"),
                        wiring.setting("SPARK_SCRIPT"),
                        wiring.setting("LOGS_BUCKET"),
                        wiring.setting("JOB_REGION"),
                        Math.toIntExact(wiring.number("JOB_WORKERS")),
                        wiring.number("JOB_LIMIT_MINUTES")));
    }

    /// What all runs have in common.
    ///
    /// @param application id of the application
    /// @param role ARN of the role that runs have
    /// @param jar S3 URI of the job's jar
    /// @param script S3 URI of the job's entry script
    /// @param logsBucket which runs write their logs into
    /// @param region where the stack is; the job's own clients need it
    /// @param workers how many workers of four processors a run has at most, 2 or more; one of them leads
    /// @param limitMinutes how long a run may take
    public record Settings(
            String application,
            String role,
            String jar,
            String script,
            String logsBucket,
            String region,
            int workers,
            long limitMinutes) {
        String logUri() {
            return "s3://%s/emr-serverless/".formatted(logsBucket);
        }

        /// As many machines of the size of a Glue job's, and no tables of Hive, which would ask for a database of the
        /// catalog that is none of ours.
        public String submitParameters() {
            int executors = workers - 1;
            return String.join(
                    " ",
                    "--jars " + jar,
                    "--conf spark.driver.cores=4 --conf spark.driver.memory=14g",
                    "--conf spark.executor.cores=4 --conf spark.executor.memory=14g",
                    "--conf spark.executor.instances=" + executors,
                    "--conf spark.dynamicAllocation.initialExecutors=" + executors,
                    "--conf spark.dynamicAllocation.maxExecutors=" + executors,
                    "--conf spark.sql.catalogImplementation=in-memory");
        }
    }

    /// A token that the service knows with another request is one of this launch too, from before the jar or the
    /// role changed: the run that it started is the launch's.
    @Override
    public Run start(Launch launch) {
        try {
            String runId = emr.startJobRun(request(launch)).jobRunId();
            return new Run(runId, EmrJobRuns.logs(settings.logUri(), settings.application(), runId));
        } catch (ConflictException e) {
            return runs.find(launch.mark(), launch.begun())
                    .map(RunStatus::run)
                    .orElseThrow(() -> new ServiceFault(
                            "EMR Serverless is not ready; job %s waits: %s".formatted(launch.mark(), e.getMessage()),
                            e));
        }
    }

    private StartJobRunRequest request(Launch launch) {
        JobMark mark = launch.mark();
        return StartJobRunRequest.builder()
                .applicationId(settings.application())
                .clientToken(mark.clientToken())
                .name(mark.toString())
                .executionRoleArn(settings.role())
                .jobDriver(d -> d.sparkSubmit(s -> s.entryPoint(settings.script())
                        .entryPointArguments(
                                "--manifest",
                                launch.manifest(),
                                JobMark.ARGUMENT,
                                mark.toString(),
                                REGION,
                                settings.region())
                        .sparkSubmitParameters(settings.submitParameters())))
                .executionTimeoutMinutes(settings.limitMinutes())
                .configurationOverrides(c ->
                        c.monitoringConfiguration(m -> m.s3MonitoringConfiguration(s -> s.logUri(settings.logUri()))))
                .build();
    }
}
