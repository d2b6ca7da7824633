package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Programs that last until the test ends them.
final class FakePrograms implements JobPrograms {
    static final int KILLED = 137;

    final List<JobWork> started = new CopyOnWriteArrayList<>();
    volatile CompletableFuture<Integer> end = new CompletableFuture<>();
    final AtomicInteger tidied = new AtomicInteger();
    volatile String logged = "";
    volatile @Nullable String refusal;

    @Override
    public JobProgram start(String run, JobWork work) {
        String reason = refusal;
        if (reason != null) {
            throw new Refusal("InvalidInputException", reason);
        }
        started.add(work);
        return new FakeProgram(end);
    }

    private final class FakeProgram implements JobProgram {
        private final CompletableFuture<Integer> end;

        FakeProgram(CompletableFuture<Integer> end) {
            this.end = end;
        }

        @Override
        public OptionalInt await(Duration patience) {
            try {
                return OptionalInt.of(end.get(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return OptionalInt.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return OptionalInt.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void end(boolean atOnce) {
            end.complete(KILLED);
        }

        @Override
        public boolean hasLogged(String text) {
            return logged.contains(text);
        }

        @Override
        public String lastWords() {
            return "ValueError: the last words";
        }

        @Override
        public void tidy() {
            tidied.incrementAndGet();
        }
    }
}
