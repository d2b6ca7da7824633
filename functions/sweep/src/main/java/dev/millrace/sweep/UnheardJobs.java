package dev.millrace.sweep;

import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.jobs.OpenJobs;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds jobs that ended while no event told so, or whose result was left undelivered.
final class UnheardJobs implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(UnheardJobs.class);

    private final OpenJobs openJobs;

    UnheardJobs(OpenJobs openJobs) {
        this.openJobs = openJobs;
    }

    /// Looks at all open jobs that have not changed since a time.
    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        for (String job : openJobs.ids()) {
            if (deadline.isOver()) {
                return;
            }
            try {
                if (openJobs.mend(job, before)) {
                    findings.count(SweepReport.Kind.JOBS_UNHEARD);
                }
            } catch (RuntimeException e) {
                LOG.error("Job {} cannot be looked after; the next sweep tries again", job, e);
                findings.count(SweepReport.Kind.TROUBLES);
            }
        }
    }
}
