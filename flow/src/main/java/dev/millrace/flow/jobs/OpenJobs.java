package dev.millrace.flow.jobs;

import dev.millrace.audit.jobs.HandOver;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.engines.Engines;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs of which no event told, or whose result was left undelivered: their engines are asked.
public final class OpenJobs {
    private static final Logger LOG = LoggerFactory.getLogger(OpenJobs.class);

    /// For so long after its launch an engine may not know yet of a run that it has started.
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    private final Jobs jobs;
    private final Engines engines;
    private final JobHandOver handOver;
    private final Clock clock;

    public OpenJobs(Jobs jobs, Engines engines, JobHandOver handOver, Clock clock) {
        this.jobs = jobs;
        this.engines = engines;
        this.handOver = handOver;
        this.clock = clock;
    }

    /// The ids of all jobs that are not over, or whose results are still to be handed over.
    public List<String> ids() {
        return jobs.open();
    }

    /// Looks after one job.
    ///
    /// @param before only when its record has not changed since: its event may still come
    /// @return whether something was put right
    public boolean mend(String id, Instant before) {
        Optional<Job> open =
                jobs.find(id).filter(Job::open).filter(job -> job.changed().isBefore(before));
        if (open.isEmpty()) {
            return false;
        }
        Job job = open.get();
        return switch (job.state()) {
            case LAUNCHING -> launched(job);
            case RUNNING -> heard(job);
            case SUCCEEDED, FAILED -> !handOver.handedOver(job).open();
        };
    }

    /// Asks the engine how a running job stands, and hands its result over when it has ended.
    ///
    /// @return the job as it is then
    public Job asked(Job job) {
        Run run = job.run();
        if (run == null) {
            throw new IllegalArgumentException("Job %s has no run yet".formatted(job.mark()));
        }
        RunStatus status = engines.of(job.engine()).look(run.id()).orElseGet(() -> gone(job, run));
        return status.ended() ? handOver.ended(job, status) : job;
    }

    private RunStatus gone(Job job, Run run) {
        if (clock.instant().isBefore(job.begun().plus(UNKNOWN))) {
            throw new ServiceFault("%s does not know run %s of job %s yet. It is tried again."
                    .formatted(job.engine().title(), run.id(), job.mark()));
        }
        return new RunStatus(run, null, RunStatus.Phase.FAILED, "GONE", "The engine no longer knows the run");
    }

    private boolean heard(Job job) {
        boolean ended = asked(job).state().ended();
        if (ended) {
            LOG.warn("No event told that job {} ended: {}", job.mark(), job.run());
        }
        return ended;
    }

    /// Once its lease is over, whoever launched it is dead. Its run goes on by itself; without one nothing is left to
    /// wait for, since a state that launches again comes with a new token.
    private boolean launched(Job job) {
        Instant now = clock.instant();
        if (job.lease() != null && job.lease().until().isAfter(now)) {
            return false;
        }
        Optional<RunStatus> found = engines.of(job.engine()).find(job.mark(), job.begun());
        Job next = found.isPresent() ? job.running(found.get().run(), now) : job.handedOver(HandOver.REFUSED, now);
        LOG.warn("The launch of job {} was left undone; its run: {}", job.mark(), next.run());
        Job written = jobs.write(job, next)
                .orElseThrow(() -> new ServiceFault("Job %s changes at this moment".formatted(job.mark())));
        found.filter(RunStatus::ended).ifPresent(status -> handOver.ended(written, status));
        return true;
    }
}
