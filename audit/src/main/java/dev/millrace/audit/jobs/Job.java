package dev.millrace.audit.jobs;

import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Launch;
import dev.millrace.engines.runs.Run;
import dev.millrace.engines.runs.RunStatus;
import dev.millrace.faults.StaleJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is recorded of a job: its latest launch.
///
/// @param manifest where its input is described, an S3 URI
/// @param token of the state that waits for it
/// @param run null until the engine is known to have one
/// @param reason how it ended; null before
/// @param begun when this launch was first written down
/// @param changed when the record was last written
/// @param lease who launches it; null unless it is being launched
/// @param handOver whether the state that waits got the result
/// @param revision counts the writes, so that nobody overwrites what he has not seen
public record Job(
        JobMark mark,
        Engine engine,
        String manifest,
        TaskToken token,
        JobState state,
        @Nullable Run run,
        @Nullable String reason,
        Instant begun,
        Instant changed,
        @Nullable Lease lease,
        HandOver handOver,
        long revision) {

    public Job {
        if ((state == JobState.LAUNCHING) != (run == null)) {
            throw new IllegalArgumentException("A job has a run unless it is being launched: " + mark);
        }
        if ((state == JobState.LAUNCHING) != (lease != null)) {
            throw new IllegalArgumentException("A job has a lease while it is being launched: " + mark);
        }
    }

    /// A launch that nobody has written down yet.
    ///
    /// @param before the job's launch before it, whose place it takes; null when it is the first
    public static Job launching(
            JobMark mark,
            Engine engine,
            String manifest,
            TaskToken token,
            Lease lease,
            Instant now,
            @Nullable Job before) {
        return new Job(
                mark,
                engine,
                manifest,
                token,
                JobState.LAUNCHING,
                null,
                null,
                now,
                now,
                lease,
                HandOver.OWED,
                before == null ? 1 : before.revision + 1);
    }

    /// The same under another launcher, for another waiting state.
    public Job takenOver(TaskToken newToken, Lease newLease, Instant now) {
        return next(newToken, JobState.LAUNCHING, null, null, newLease, HandOver.OWED, now);
    }

    /// The same, which others may launch from a time on.
    public Job free(Instant from, Instant now) {
        Lease held = lease == null ? new Lease("", from) : new Lease(lease.holder(), from);
        return next(token, JobState.LAUNCHING, null, null, held, handOver, now);
    }

    /// The same, which the engine runs.
    public Job running(Run itsRun, Instant now) {
        return next(token, JobState.RUNNING, itsRun, null, null, handOver, now);
    }

    /// The same, whose run has ended.
    public Job ended(RunStatus status, Instant now) {
        if (!status.ended()) {
            throw new IllegalArgumentException("Run %s has not ended".formatted(status.run()));
        }
        return next(token, status.phase().job(), status.run(), status.reason(engine), null, handOver, now);
    }

    /// The same, for another waiting state.
    public Job attached(TaskToken newToken, Instant now) {
        return next(newToken, state, run, reason, lease, HandOver.OWED, now);
    }

    /// The same, whose waiting state was answered or is gone.
    public Job handedOver(HandOver result, Instant now) {
        return next(token, state, run, reason, lease, result, now);
    }

    /// The fault of whoever carries on a launch whose place this one has taken.
    public StaleJob refusing(JobMark earlier) {
        return new StaleJob(
                "Job %s was launched again as %s; the earlier launch is not carried on".formatted(earlier, mark));
    }

    /// Its launch, as its engine is asked for it.
    public Launch launch() {
        return new Launch(mark, manifest, begun);
    }

    /// Whether there is anything left to be done about it.
    public boolean open() {
        return handOver == HandOver.OWED;
    }

    private Job next(
            TaskToken newToken,
            JobState newState,
            @Nullable Run newRun,
            @Nullable String newReason,
            @Nullable Lease newLease,
            HandOver newHandOver,
            Instant now) {
        return new Job(
                mark,
                engine,
                manifest,
                newToken,
                newState,
                newRun,
                newReason,
                begun,
                now,
                newLease,
                newHandOver,
                revision + 1);
    }
}
