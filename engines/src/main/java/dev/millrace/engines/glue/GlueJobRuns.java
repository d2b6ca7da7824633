package dev.millrace.engines.glue;

import dev.millrace.base.clients.Wiring;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunError;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.JobRun;

/// The runs of a Glue job.
public final class GlueJobRuns implements JobRuns {
    /// GetJobRuns gives at most this many.
    private static final int PAGE = 200;

    /// By how much Glue's clock and ours may differ, with much to spare.
    private static final Duration SKEW = Duration.ofHours(1);

    private static final String DEFAULT_LOG_GROUP = "/aws-glue/jobs";

    private final GlueClient glue;
    private final String job;

    /// @param job name of the Glue job
    public GlueJobRuns(GlueClient glue, String job) {
        this.glue = glue;
        this.job = job;
    }

    public static GlueJobRuns connect(Wiring wiring, String job) {
        return new GlueJobRuns(wiring.client(GlueClient.builder()), job);
    }

    /// Glue lists the newest runs first, so it is looked through until all are too old.
    @Override
    public Optional<RunStatus> find(JobMark mark, Instant since) {
        String next = null;
        do {
            GetJobRunsResponse page = page(next);
            for (JobRun run : page.jobRuns()) {
                if (mark.toString().equals(run.arguments().get(JobMark.ARGUMENT))) {
                    return Optional.of(status(run));
                }
            }
            next = allBefore(page.jobRuns(), since.minus(SKEW)) ? null : page.nextToken();
        } while (next != null);
        return Optional.empty();
    }

    private GetJobRunsResponse page(@Nullable String next) {
        return glue.getJobRuns(g -> g.jobName(job).maxResults(PAGE).nextToken(next));
    }

    private static boolean allBefore(List<JobRun> runs, Instant time) {
        return !runs.isEmpty()
                && runs.stream()
                        .allMatch(r -> r.startedOn() != null && r.startedOn().isBefore(time));
    }

    @Override
    public Optional<RunStatus> look(String runId) {
        try {
            return Optional.of(
                    status(glue.getJobRun(g -> g.jobName(job).runId(runId)).jobRun()));
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    /// Glue answers 200 with errors.
    @Override
    public void stop(String runId) {
        List<BatchStopJobRunError> errors =
                glue.batchStopJobRun(b -> b.jobName(job).jobRunIds(runId)).errors();
        if (!errors.isEmpty()) {
            throw new ServiceFault("Glue does not stop run %s: %s. It is tried again."
                    .formatted(runId, errors.getFirst().errorDetail()));
        }
    }

    private static RunStatus status(JobRun run) {
        String group = Objects.requireNonNullElse(run.logGroupName(), DEFAULT_LOG_GROUP);
        String mark = run.arguments().get(JobMark.ARGUMENT);
        return new RunStatus(
                new Run(run.id(), logs(group, run.id())),
                mark == null ? null : JobMark.of(mark).orElse(null),
                phase(run.jobRunStateAsString()),
                run.jobRunStateAsString(),
                run.errorMessage());
    }

    /// The place of a run's log.
    ///
    /// @param group how the names of the job's log groups begin: `/aws-glue/jobs`, or, where the job has a
    ///   security configuration, `/aws-glue/jobs-<role>-<configuration>`
    public static String logs(String group, String runId) {
        return "CloudWatch log group %s/error, stream %s".formatted(group.replaceAll("/+$", ""), runId);
    }

    /// What a state of Glue means (Glue API reference, "JobRun"); one that is not known yet is open.
    public static RunStatus.Phase phase(String state) {
        return switch (state) {
            case "SUCCEEDED" -> RunStatus.Phase.SUCCEEDED;
            case "FAILED", "TIMEOUT", "STOPPED", "ERROR", "EXPIRED" -> RunStatus.Phase.FAILED;
            case "STOPPING" -> RunStatus.Phase.STOPPING;
            default -> RunStatus.Phase.OPEN;
        };
    }
}
