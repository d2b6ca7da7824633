package dev.millrace.local.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A job run and where it is in its life. Safe for several threads.
final class JobRun {
    /// In the order of time; the services have words of their own for them.
    enum State {
        STARTING,
        RUNNING,
        STOPPING,
        SUCCEEDED,
        FAILED,
        STOPPED,
        TIMEOUT;

        boolean isEnd() {
            return compareTo(STOPPING) > 0;
        }
    }

    /// A moment of its life.
    ///
    /// @param ended empty while it lasts
    /// @param message why it ended as it did; empty while it lasts
    record Snapshot(State state, Instant started, Instant changed, Optional<Instant> ended, String message) {
        /// How long it has lasted.
        Duration lasted() {
            return Duration.between(started, ended.orElse(changed));
        }
    }

    private final String id;
    private final String owner;
    private final JobWork work;
    private final Clock clock;
    private final Instant started;
    private final CountDownLatch told = new CountDownLatch(1);
    private State state = State.STARTING;
    private Instant changed;
    private @Nullable Instant ended;
    private String message = "";
    private boolean isStopWanted;

    /// @param owner name of the job, or id of the application
    JobRun(String id, String owner, JobWork work, Clock clock) {
        this.id = id;
        this.owner = owner;
        this.work = work;
        this.clock = clock;
        this.started = clock.instant();
        this.changed = started;
    }

    String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    JobWork work() {
        return work;
    }

    /// It is told to be stopping as soon as somebody asked for that.
    synchronized Snapshot snapshot() {
        State told = isStopWanted && !state.isEnd() ? State.STOPPING : state;
        return new Snapshot(told, started, changed, Optional.ofNullable(ended), message);
    }

    /// Asks it to stop.
    ///
    /// @return false when it has ended already
    synchronized boolean wantStop() {
        if (state.isEnd()) {
            return false;
        }
        isStopWanted = true;
        return true;
    }

    synchronized boolean isStopWanted() {
        return isStopWanted;
    }

    /// Goes on to a later state.
    ///
    /// @return the state before
    synchronized State move(State next, String why) {
        State before = state;
        if (next.compareTo(before) <= 0 || before.isEnd()) {
            throw new IllegalStateException("The job run %s cannot go from %s to %s".formatted(id, before, next));
        }
        state = next;
        changed = clock.instant();
        if (next.isEnd()) {
            ended = changed;
            message = why;
        }
        return before;
    }

    /// Everybody who shall hear of its end has heard.
    void endIsTold() {
        told.countDown();
    }

    /// Waits until its end has been told.
    boolean awaitEndTold(Duration patience) {
        try {
            return told.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
