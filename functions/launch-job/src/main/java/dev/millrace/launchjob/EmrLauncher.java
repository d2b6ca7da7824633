package dev.millrace.launchjob;

import dev.millrace.common.clients.Wiring;
import dev.millrace.common.dispatch.ServiceFault;
import dev.millrace.common.jobs.EmrJobRuns;
import dev.millrace.common.jobs.Job;
import dev.millrace.common.jobs.JobMark;
import dev.millrace.common.jobs.JobRuns;
import dev.millrace.common.jobs.Run;
import dev.millrace.common.jobs.RunStatus;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/// Starts runs of the EMR Serverless application. Each launch has a client token of its own, by which the service
/// knows a repeated request.
final class EmrLauncher implements JobLauncher {
    private final EmrServerlessClient emr;
    private final JobRuns runs;
    private final Settings settings;

    EmrLauncher(EmrServerlessClient emr, JobRuns runs, Settings settings) {
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
                        wiring.setting("LOGS_BUCKET")));
    }

    /// What all runs have in common.
    ///
    /// @param application id of the application
    /// @param role ARN of the role that runs have
    /// @param jar S3 URI of the job's jar
    /// @param script S3 URI of the job's entry script
    /// @param logsBucket which runs write their logs into
    record Settings(String application, String role, String jar, String script, String logsBucket) {
        String logUri() {
            return "s3://%s/emr-serverless/".formatted(logsBucket);
        }
    }

    /// A token that the service knows with another request is one of this launch too, from before the jar or the
    /// role changed: the run that it started is the launch's.
    @Override
    public Run start(Job job) {
        try {
            String runId = emr.startJobRun(request(job)).jobRunId();
            return new Run(runId, EmrJobRuns.logs(settings.logUri(), settings.application(), runId));
        } catch (ConflictException e) {
            return runs.find(job.mark(), job.begun())
                    .map(RunStatus::run)
                    .orElseThrow(() -> new ServiceFault(
                            "EMR Serverless is not ready; job %s waits: %s".formatted(job.mark(), e.getMessage()), e));
        }
    }

    private StartJobRunRequest request(Job job) {
        JobMark mark = job.mark();
        return StartJobRunRequest.builder()
                .applicationId(settings.application())
                .clientToken(mark.clientToken())
                .name(mark.toString())
                .executionRoleArn(settings.role())
                .jobDriver(d -> d.sparkSubmit(s -> s.entryPoint(settings.script())
                        .entryPointArguments("--manifest", job.manifest(), JobMark.ARGUMENT, mark.toString())
                        .sparkSubmitParameters("--jars " + settings.jar())))
                .configurationOverrides(c ->
                        c.monitoringConfiguration(m -> m.s3MonitoringConfiguration(s -> s.logUri(settings.logUri()))))
                .build();
    }
}
