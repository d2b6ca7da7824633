package dev.millrace.simulation;

import dev.millrace.asl.AslDefinition;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The cores of this machine, which share a list of things to do.
final class Cores {
    private Cores() {}

    /// Does each thing once, one a core at a time. Each core has a state machine of its own, since one serves one
    /// simulation at a time.
    ///
    /// @throws AssertionError when one of them threw something
    static <T> void each(Stream<T> things, BiConsumer<AslDefinition, T> work) {
        Iterator<T> left = things.iterator();
        Callable<Boolean> core = () -> {
            AslDefinition machine = Machines.ingestFile();
            Optional<T> thing = next(left);
            while (thing.isPresent()) {
                work.accept(machine, thing.get());
                thing = next(left);
            }
            return true;
        };
        try (ExecutorService cores = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = Stream.generate(() -> cores.submit(core))
                    .limit(Runtime.getRuntime().availableProcessors())
                    .toList();
            for (Future<Boolean> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A life ended before its time", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /// Does one thing.
    static <T> T one(Function<AslDefinition, T> work) {
        var done = new AtomicReference<@Nullable T>();
        each(Stream.of(work), (machine, thing) -> done.set(thing.apply(machine)));
        return Objects.requireNonNull(done.get(), "Nothing was done");
    }

    private static <T> Optional<T> next(Iterator<T> left) {
        synchronized (left) {
            return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
        }
    }
}
