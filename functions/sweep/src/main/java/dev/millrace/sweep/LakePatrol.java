package dev.millrace.sweep;

import dev.millrace.audit.notes.SweepNotes;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.flow.verification.Patrol;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares some of what lies in the lake with the records in each run, from where the last run stopped. What does
/// not fit is told of, and left: a person decides.
final class LakePatrol implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(LakePatrol.class);
    private static final String MARK = "tables";

    private final Patrol patrol;
    private final SweepNotes notes;
    private final int objects;

    /// @param objects about how many objects are looked at in a run
    LakePatrol(Patrol patrol, SweepNotes notes, int objects) {
        this.patrol = patrol;
        this.notes = notes;
        this.objects = objects;
    }

    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        Patrol.Walked walked = patrol.walk(notes.mark(MARK), before, objects, deadline);
        notes.mark(MARK, walked.mark());
        walked.verified()
                .violations()
                .forEach(v -> LOG.error("{}: {}: {}. To do: {}", v.table(), v.object(), v.what(), v.todo()));
        long violations = walked.verified().violations().size();
        findings.count(SweepReport.Kind.VERIFIED, walked.verified().checked());
        findings.count(SweepReport.Kind.VIOLATIONS, violations);
        Telemetry.count("VerifyViolations", "all", violations);
    }
}
