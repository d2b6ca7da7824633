package dev.millrace.local.jobs;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Takes a job run through its life, and tells of each change of its state.
final class JobLife {
    /// Hears of a change.
    @FunctionalInterface
    interface Listener {
        void changed(JobRun run, JobRun.State before, JobRun.State now);
    }

    private static final Logger LOG = System.getLogger(JobLife.class.getName());

    /// Exit codes above it are those of programs that a signal has ended.
    private static final int SIGNALS = 128;

    private static final Duration LOOK = Duration.ofMillis(50);

    private final JobPrograms programs;
    private final Faults faults;

    JobLife(JobPrograms programs, Faults faults) {
        this.programs = programs;
        this.faults = faults;
    }

    /// Lives it to its end; ends the program when the thread is interrupted.
    void live(JobRun run, Listener listener) {
        Ended ended = end(run, listener);
        LOG.log(Level.INFO, "Job run {0}: {1}", run.id(), ended);
        move(run, ended.state(), ended.message(), listener);
        run.endIsTold();
    }

    private record Ended(JobRun.State state, String message) {}

    private Ended end(JobRun run, Listener listener) {
        Optional<Faults.Fault> fails = faults.next(Faults.Kind.JOB_RUN_FAILS);
        if (fails.isPresent()) {
            return new Ended(JobRun.State.FAILED, fails.get().messageOr("Failed as it was asked for"));
        }
        try {
            JobProgram program = programs.start(run.id(), run.work());
            boolean lasts = faults.next(Faults.Kind.JOB_RUN_LASTS).isPresent();
            return live(run, lasts ? new LastingProgram(program) : program, listener);
        } catch (Refusal refusal) {
            return new Ended(JobRun.State.FAILED, refusal.text());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The job run %s failed".formatted(run.id()), e);
            return new Ended(JobRun.State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Ended live(JobRun run, JobProgram program, Listener listener) {
        try {
            move(run, JobRun.State.RUNNING, "", listener);
            return watch(run, program, listener);
        } finally {
            program.tidy();
        }
    }

    private Ended watch(JobRun run, JobProgram program, Listener listener) {
        Optional<Faults.Fault> killed = faults.next(Faults.Kind.JOB_RUN_KILLED);
        Instant limit = Instant.now().plus(run.work().timeout());
        OptionalInt exit = program.await(LOOK);
        while (exit.isEmpty()) {
            if (run.isStopWanted() || Thread.currentThread().isInterrupted()) {
                move(run, JobRun.State.STOPPING, "", listener);
                program.end(false);
                return new Ended(JobRun.State.STOPPED, "Job run stopped");
            }
            if (Instant.now().isAfter(limit)) {
                program.end(false);
                return new Ended(JobRun.State.TIMEOUT, "Job run timed out");
            }
            if (killed.isPresent() && program.hasLogged(killed.get().at())) {
                program.end(true);
                killed = Optional.empty();
            }
            exit = program.await(LOOK);
        }
        return ended(exit.getAsInt(), program);
    }

    /// Whoever is killed has no last words: the end of the log is about something else.
    private static Ended ended(int exit, JobProgram program) {
        if (exit == 0) {
            return new Ended(JobRun.State.SUCCEEDED, "Job run succeeded");
        }
        String why = exit > SIGNALS ? "Command failed with exit code %d".formatted(exit) : program.lastWords();
        return new Ended(JobRun.State.FAILED, why);
    }

    private static void move(JobRun run, JobRun.State next, String why, Listener listener) {
        listener.changed(run, run.move(next, why), next);
    }
}
