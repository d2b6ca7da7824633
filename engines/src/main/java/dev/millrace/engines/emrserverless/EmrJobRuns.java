package dev.millrace.engines.emrserverless;

import dev.millrace.base.clients.Wiring;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConfigurationOverrides;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.MonitoringConfiguration;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.S3MonitoringConfiguration;

/// The runs of an EMR Serverless application. A run's name is the mark of its launch, since lists show no arguments.
public final class EmrJobRuns implements JobRuns {
    /// By how much the service's clock and ours may differ, with much to spare.
    private static final Duration SKEW = Duration.ofHours(1);

    private final EmrServerlessClient emr;
    private final String application;

    /// @param application id of the application
    public EmrJobRuns(EmrServerlessClient emr, String application) {
        this.emr = emr;
        this.application = application;
    }

    public static EmrJobRuns connect(Wiring wiring, String application) {
        return new EmrJobRuns(wiring.client(EmrServerlessClient.builder()), application);
    }

    @Override
    public Optional<RunStatus> find(JobMark mark, Instant since) {
        return emr
                .listJobRunsPaginator(l -> l.applicationId(application).createdAtAfter(since.minus(SKEW)))
                .jobRuns()
                .stream()
                .filter(run -> mark.toString().equals(run.name()))
                .map(JobRunSummary::id)
                .findFirst()
                .flatMap(this::look);
    }

    @Override
    public Optional<RunStatus> look(String runId) {
        try {
            return Optional.of(
                    status(emr.getJobRun(g -> g.applicationId(application).jobRunId(runId))
                            .jobRun()));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void stop(String runId) {
        emr.cancelJobRun(c -> c.applicationId(application).jobRunId(runId));
    }

    private RunStatus status(JobRun run) {
        return new RunStatus(
                new Run(run.jobRunId(), logs(logUri(run), application, run.jobRunId())),
                mark(run),
                phase(run.stateAsString()),
                run.stateAsString(),
                run.stateDetails());
    }

    private static @Nullable JobMark mark(JobRun run) {
        if (run.jobDriver() == null || run.jobDriver().sparkSubmit() == null) {
            return null;
        }
        List<String> arguments = run.jobDriver().sparkSubmit().entryPointArguments();
        int at = arguments.indexOf(JobMark.ARGUMENT);
        return at < 0 || at + 1 >= arguments.size()
                ? null
                : JobMark.of(arguments.get(at + 1)).orElse(null);
    }

    private static String logUri(JobRun run) {
        return Optional.ofNullable(run.configurationOverrides())
                .map(ConfigurationOverrides::monitoringConfiguration)
                .map(MonitoringConfiguration::s3MonitoringConfiguration)
                .map(S3MonitoringConfiguration::logUri)
                .orElse("");
    }

    /// The place of a run's log (EMR Serverless user guide, "Storing logs").
    ///
    /// @param logUri where the application writes logs; empty when it keeps them to itself
    public static String logs(String logUri, String application, String runId) {
        return logUri.isEmpty()
                ? "the console of EMR Serverless, application %s, job run %s".formatted(application, runId)
                : "%s/applications/%s/jobs/%s/SPARK_DRIVER/"
                        .formatted(logUri.replaceAll("/+$", ""), application, runId);
    }

    /// What a state of EMR Serverless means (user guide, "Job run states"); one that is not known yet is open.
    public static RunStatus.Phase phase(String state) {
        return switch (state) {
            case "SUCCESS" -> RunStatus.Phase.SUCCEEDED;
            case "FAILED", "CANCELLED" -> RunStatus.Phase.FAILED;
            case "CANCELLING" -> RunStatus.Phase.STOPPING;
            default -> RunStatus.Phase.OPEN;
        };
    }
}
