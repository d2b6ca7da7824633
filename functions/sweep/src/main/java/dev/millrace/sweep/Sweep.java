package dev.millrace.sweep;

import dev.millrace.common.audit.Removal;
import dev.millrace.common.audit.Removals;
import dev.millrace.common.audit.SweepNotes;
import dev.millrace.common.audit.SweepNotes.Place;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.loads.Withdrawals;
import dev.millrace.common.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the sweep. All it does may be done twice, or by two at once; what it does not get done, the next run
/// does.
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final String BY = "sweep";

    private final SweepNotes notes;
    private final LostEvents lostEvents;
    private final Unheard unheard;
    private final Part unheardJobs;
    private final Replays replays;
    private final WaitingSets waitingSets;
    private final Part deadBatches;
    private final Removals removals;
    private final Withdrawals withdrawals;
    private final Debts debts;
    private final Clock clock;

    Sweep(
            SweepNotes notes,
            LostEvents lostEvents,
            Unheard unheard,
            Part unheardJobs,
            Replays replays,
            WaitingSets waitingSets,
            Part deadBatches,
            Removals removals,
            Withdrawals withdrawals,
            Debts debts,
            Clock clock) {
        this.notes = notes;
        this.lostEvents = lostEvents;
        this.unheard = unheard;
        this.unheardJobs = unheardJobs;
        this.replays = replays;
        this.waitingSets = waitingSets;
        this.deadBatches = deadBatches;
        this.removals = removals;
        this.withdrawals = withdrawals;
        this.debts = debts;
        this.clock = clock;
    }

    /// A part of the work that looks after itself.
    @FunctionalInterface
    interface Part {
        /// Sweeps it.
        ///
        /// @param before what changed later may still be in somebody's hands
        void sweep(Instant before, Findings findings, Deadline deadline);
    }

    /// The notices that are owed.
    @FunctionalInterface
    interface Debts {
        /// Pays them.
        ///
        /// @return how many were sent
        long pay(Instant now, Deadline deadline);
    }

    /// Sweeps until all is done or the time is up.
    ///
    /// @param grace how old a thing must be before it counts as left undone
    /// @param sweeper who sweeps, unlike any other
    /// @param lease how long a run may take at most
    Map<String, Object> run(Duration grace, String sweeper, Duration lease, Deadline deadline) {
        Optional<Place> begin = notes.begin(sweeper, lease);
        if (begin.isEmpty()) {
            LOG.info("Another sweep is running");
            return answer(false, new Findings());
        }
        var findings = new Findings();
        Place place = begin.get();
        try {
            Instant now = clock.instant();
            Instant before = now.minus(grace);
            attempt("dead batches", findings, () -> deadBatches.sweep(before, findings, deadline));
            attempt("unheard executions", findings, () -> unheard.sweep(before, now, findings));
            attempt("open jobs", findings, () -> unheardJobs.sweep(before, findings, deadline));
            attempt("failed files", findings, () -> replays.sweep(now, findings));
            attempt("waiting sets", findings, () -> waitingSets.sweep(now, findings, deadline));
            attempt("rows to be withdrawn", findings, () -> withdraw(now, findings));
            attempt("owed notices", findings, () -> findings.count(Findings.Kind.NOTICES, debts.pay(now, deadline)));
            do {
                place = lostEvents.sweep(place, before, findings);
            } while (!place.equals(Place.BEGINNING) && !deadline.isOver());
        } finally {
            notes.end(sweeper, place);
            Telemetry.count("SweepFindings", "all", findings.alarming());
        }
        return answer(place.equals(Place.BEGINNING), findings);
    }

    private void withdraw(Instant now, Findings findings) {
        for (Removal removal : removals.due(now)) {
            attempt("rows of " + removal.oid(), findings, () -> {
                withdrawals.carryOut(removal, BY);
                findings.count(Findings.Kind.WITHDRAWN);
            });
        }
    }

    /// What fails is told of and does not stop the rest.
    private static void attempt(String what, Findings findings, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("The sweep of {} failed; the next one tries again", what, e);
            findings.count(Findings.Kind.TROUBLES);
        }
    }

    private static Map<String, Object> answer(boolean complete, Findings findings) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("complete", complete);
        answer.putAll(findings.fields());
        return answer;
    }
}
