package dev.millrace.flow.jobs;

import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.base.json.Json;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down how jobs ended, and hands the results to the states that wait for them. The record comes first: who
/// dies between the two leaves it to the next one who hears of the job, or to the sweep.
public final class JobHandOver {
    /// Name of the error by which a waiting state learns that its job failed.
    public static final String JOB_FAILED = "JobFailed";

    private static final Logger LOG = LoggerFactory.getLogger(JobHandOver.class);

    /// How often an end is written anew when others write the record meanwhile.
    private static final int ATTEMPTS = 5;

    private final Jobs jobs;
    private final WaitingTasks tasks;
    private final Clock clock;

    public JobHandOver(Jobs jobs, WaitingTasks tasks, Clock clock) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.clock = clock;
    }

    /// What a waiting state gets of a job that succeeded.
    ///
    /// @param job its id
    record Output(String job, long fence, String runId, JobState outcome, String reason) {}

    /// Writes down that a job's run has ended, unless that is written, and hands the result over.
    ///
    /// @return the job as it is then; that of a later launch, untouched, when one has taken its place
    public Job ended(Job seen, RunStatus status) {
        Job current = seen;
        for (int i = 0; i < ATTEMPTS; i++) {
            if (current.state().ended() || !current.mark().equals(seen.mark())) {
                return handedOver(current);
            }
            Optional<Job> written = jobs.write(current, current.ended(status, clock.instant()));
            if (written.isPresent()) {
                LOG.info(
                        "Job {} is {}: {}",
                        seen.mark(),
                        written.get().state(),
                        written.get().reason());
                return handedOver(written.get());
            }
            current = again(seen);
        }
        throw new ServiceFault("The record of job %s changed %d times while its end was written. It is tried again."
                .formatted(seen.mark(), ATTEMPTS));
    }

    /// Hands a job's result over, if there is one and it is owed.
    ///
    /// @return the job as it is then
    public Job handedOver(Job job) {
        if (!job.state().ended() || !job.open()) {
            return job;
        }
        boolean taken = send(job);
        if (!taken) {
            LOG.warn("Nobody waits for the result of job {}, which is {}", job.mark(), job.state());
        }
        HandOver result = taken ? HandOver.DONE : HandOver.REFUSED;
        // When another one has written meanwhile, it was to hand the result to a new waiting state, and does so.
        return jobs.write(job, job.handedOver(result, clock.instant())).orElseGet(() -> again(job));
    }

    private boolean send(Job job) {
        Run run = job.run();
        String runId = run == null ? "" : run.id();
        String reason = job.reason() == null ? "" : job.reason();
        JobMark mark = job.mark();
        if (job.state() == JobState.FAILED) {
            return tasks.fail(job.token(), JOB_FAILED, "Job %s failed. %s".formatted(mark, reason));
        }
        return tasks.succeed(job.token(), Json.line(new Output(mark.job(), mark.fence(), runId, job.state(), reason)));
    }

    private Job again(Job seen) {
        return jobs.find(seen.mark().job())
                .orElseThrow(() -> new IllegalStateException("The record of job " + seen.mark() + " is gone"));
    }
}
