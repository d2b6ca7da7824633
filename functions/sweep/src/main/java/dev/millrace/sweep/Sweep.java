package dev.millrace.sweep;

import dev.millrace.audit.notes.SweepNotes;
import dev.millrace.audit.notes.SweepNotes.Pass;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the sweep. All it does may be done twice, or by two at once; what it does not get done, the next run
/// does.
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final SweepNotes notes;
    private final List<Task> tasks;
    private final LostEvents lostEvents;
    private final Clock clock;

    /// @param tasks in the order in which they are done, before lost events are looked for
    Sweep(SweepNotes notes, List<Task> tasks, LostEvents lostEvents, Clock clock) {
        this.notes = notes;
        this.tasks = List.copyOf(tasks);
        this.lostEvents = lostEvents;
        this.clock = clock;
    }

    /// A part of the work, with a name for the log.
    record Task(String name, Part part) {}

    /// A part of the work that looks after itself.
    @FunctionalInterface
    interface Part {
        /// Sweeps it.
        ///
        /// @param now when this run of the sweep began
        /// @param before what changed later may still be in somebody's hands
        void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline);
    }

    /// Sweeps until all is done or the time is up. Each part has a fair share of the time, so that none keeps the
    /// others from theirs.
    ///
    /// @param grace how old a thing must be before it counts as left undone
    /// @param sweeper who sweeps, unlike any other
    /// @param lease how long a run may take at most
    Map<String, Object> run(Duration grace, String sweeper, Duration lease, Deadline deadline) {
        Optional<Pass> begin = notes.begin(sweeper, lease);
        if (begin.isEmpty()) {
            LOG.info("Another sweep is running");
            return answer(false, new SweepReport());
        }
        var findings = new SweepReport();
        Pass[] reached = {begin.get()};
        try {
            Instant now = clock.instant();
            Instant before = now.minus(grace);
            int left = tasks.size() + 1;
            for (Task task : tasks) {
                Deadline share = deadline.share(left--);
                attempt(task.name(), findings, () -> task.part().sweep(now, before, findings, share));
            }
            lostEvents.sweep(begin.get(), before, findings, deadline, pass -> reached[0] = pass);
        } finally {
            notes.end(sweeper, reached[0]);
            Telemetry.count("SweepFindings", "all", findings.alarming());
        }
        return answer(reached[0].isOver(), findings);
    }

    /// What fails is told of and does not stop the rest.
    static void attempt(String what, SweepReport findings, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("The sweep of {} failed; the next one tries again", what, e);
            findings.count(SweepReport.Kind.TROUBLES);
        }
    }

    private static Map<String, Object> answer(boolean complete, SweepReport findings) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("complete", complete);
        answer.putAll(findings.fields());
        return answer;
    }
}
