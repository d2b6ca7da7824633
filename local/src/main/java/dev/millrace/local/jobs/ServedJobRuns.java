package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The job runs since the server started; those that last end with it.
final class ServedJobRuns implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final List<JobRun> runs = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JobLife life;

    ServedJobRuns(JobLife life) {
        this.life = life;
    }

    /// Starts one.
    void start(JobRun run, JobLife.Listener listener) {
        synchronized (runs) {
            runs.add(run);
        }
        threads.execute(() -> life.live(run, listener));
    }

    Optional<JobRun> find(String owner, String id) {
        return of(owner).stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /// Those of a job or an application, newest first.
    List<JobRun> of(String owner) {
        synchronized (runs) {
            return runs.reversed().stream()
                    .filter(run -> run.owner().equals(owner))
                    .toList();
        }
    }

    /// How many of a job's have not ended.
    long open(String owner) {
        return of(owner).stream().filter(run -> !run.snapshot().state().isEnd()).count();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
