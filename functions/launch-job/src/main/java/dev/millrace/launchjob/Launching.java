package dev.millrace.launchjob;

import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.audit.jobs.Lease;
import dev.millrace.engines.Launchers;
import dev.millrace.engines.runs.JobLauncher;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.faults.ServiceFault;
import dev.millrace.faults.StaleJob;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.OpenJobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Launches each job once. The record is written before the launch; whoever comes again, after a lost answer or with
/// a new token, finds it and takes up what is there.
final class Launching {
    /// Longer than the function may run: whoever holds an older lease is dead.
    static final Duration LEASE = Duration.ofSeconds(65);

    /// After a launch that failed, so long for a request that may still be on its way.
    static final Duration SETTLE = Duration.ofSeconds(3);

    private final Jobs jobs;
    private final Launchers launchers;
    private final OlderLaunches olderLaunches;
    private final OpenJobs openJobs;
    private final JobHandOver handOver;
    private final Clock clock;
    private final Supplier<String> names;

    /// @param names gives each launcher one of its own
    Launching(
            Jobs jobs,
            Launchers launchers,
            OlderLaunches olderLaunches,
            OpenJobs openJobs,
            JobHandOver handOver,
            Clock clock,
            Supplier<String> names) {
        this.jobs = jobs;
        this.launchers = launchers;
        this.olderLaunches = olderLaunches;
        this.openJobs = openJobs;
        this.handOver = handOver;
        this.clock = clock;
        this.names = names;
    }

    /// Launches a job, or takes up its launch. A result that is there already is handed over.
    ///
    /// @throws StaleJob when a later launch has taken its place
    /// @throws ServiceFault when another one launches it at the moment, or an earlier launch is still to stop
    Job launch(LaunchRequest request) {
        Optional<Job> seen = jobs.find(request.job());
        if (seen.isPresent() && seen.get().mark().fence() >= request.fence()) {
            return takeUp(seen.get(), request);
        }
        JobLauncher launcher = launchers.of(request.engine());
        seen.ifPresent(olderLaunches::requireOver);
        Instant now = clock.instant();
        Job older = seen.orElse(null);
        Job first = Job.launching(
                request.mark(),
                request.engine(),
                request.manifest(),
                request.taskToken(),
                lease(names.get(), now),
                now,
                older);
        return start(write(older, first), launcher);
    }

    /// Takes up a launch whose waiting state timed out.
    ///
    /// @throws StaleJob when a later launch has taken its place
    /// @throws IllegalStateException when it was never launched
    Job await(LaunchRequest request) {
        JobMark mark = request.mark();
        Job seen = jobs.find(mark.job())
                .filter(job -> job.mark().fence() >= mark.fence())
                .orElseThrow(() -> new IllegalStateException(
                        "Job %s was never launched: there is nothing to await".formatted(mark)));
        return takeUp(seen, request);
    }

    private Job takeUp(Job seen, LaunchRequest request) {
        if (!seen.mark().equals(request.mark())) {
            throw seen.refusing(request.mark());
        }
        requireSame(seen, request);
        return switch (seen.state()) {
            case LAUNCHING -> start(takenOver(seen, request), launchers.of(seen.engine()));
            case RUNNING -> openJobs.asked(attached(seen, request));
            case SUCCEEDED, FAILED -> handOver.handedOver(attached(seen, request));
        };
    }

    private static void requireSame(Job seen, LaunchRequest request) {
        if (seen.engine() != request.engine() || !seen.manifest().equals(request.manifest())) {
            throw new IllegalStateException(
                    "Job %s was launched on %s with %s: another one needs a fence of its own, not %s"
                            .formatted(seen.mark(), seen.engine(), seen.manifest(), request));
        }
    }

    private Job takenOver(Job seen, LaunchRequest request) {
        Instant now = clock.instant();
        String name = names.get();
        Lease held = seen.lease();
        if (held != null && held.binds(name, now)) {
            throw new ServiceFault("Job %s is being launched until %s by another one. It is tried again."
                    .formatted(seen.mark(), held.until()));
        }
        return write(seen, seen.takenOver(request.taskToken(), lease(name, now), now));
    }

    private Job attached(Job seen, LaunchRequest request) {
        return seen.token().equals(request.taskToken())
                ? seen
                : write(seen, seen.attached(request.taskToken(), clock.instant()));
    }

    private static Lease lease(String name, Instant now) {
        return new Lease(name, now.plus(LEASE));
    }

    private Job write(@Nullable Job seen, Job next) {
        return jobs.write(seen, next)
                .orElseThrow(() -> new ServiceFault(
                        "Job %s was changed by another one at this moment. It is tried again.".formatted(next.mark())));
    }

    private Job start(Job launching, JobLauncher launcher) {
        Run run;
        try {
            run = launcher.start(launching.launch());
        } catch (RuntimeException e) {
            free(launching, e);
            throw e;
        }
        return jobs.write(launching, launching.running(run, clock.instant())).orElseGet(() -> overtaken(launching));
    }

    /// The next launcher need not wait for the lease to end.
    private void free(Job launching, RuntimeException failure) {
        Instant now = clock.instant();
        try {
            jobs.write(launching, launching.free(now.plus(SETTLE), now));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /// An event of the run was faster than the answer to its start.
    private Job overtaken(Job launching) {
        return jobs.find(launching.mark().job())
                .filter(job -> job.mark().equals(launching.mark()) && job.state() != JobState.LAUNCHING)
                .map(handOver::handedOver)
                .orElseThrow(() ->
                        new ServiceFault("Job %s was changed by another one while it was launched. It is tried again."
                                .formatted(launching.mark())));
    }
}
