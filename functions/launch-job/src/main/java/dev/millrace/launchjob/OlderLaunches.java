package dev.millrace.launchjob;

import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.engines.Engines;
import dev.millrace.engines.runs.JobRuns;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.ServiceFault;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Earlier launches of jobs: none may run beside the one that takes its place.
final class OlderLaunches {
    private static final Logger LOG = LoggerFactory.getLogger(OlderLaunches.class);

    private final Engines engines;
    private final Clock clock;

    OlderLaunches(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
    }

    /// Stops an earlier launch that still runs.
    ///
    /// @throws ServiceFault until it has ended
    void requireOver(Job older) {
        if (older.state().ended()) {
            return;
        }
        Lease lease = older.lease();
        if (lease != null && lease.until().isAfter(clock.instant())) {
            throw new ServiceFault("The earlier launch %s is under way. It is waited for.".formatted(older.mark()));
        }
        JobRuns runs = engines.of(older.engine());
        Run run = older.run();
        Optional<RunStatus> status = run == null ? runs.find(older.mark(), older.begun()) : runs.look(run.id());
        status.filter(s -> !s.ended()).ifPresent(s -> stop(older, s, runs));
    }

    private static void stop(Job older, RunStatus status, JobRuns runs) {
        String runId = status.run().id();
        if (status.phase() == RunStatus.Phase.OPEN) {
            LOG.warn("Run {} of the earlier launch {} is told to stop", runId, older.mark());
            runs.stop(runId);
        }
        throw new ServiceFault("Run %s of the earlier launch %s is %s and was told to stop. It is waited for."
                .formatted(runId, older.mark(), status.state()));
    }
}
