package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The fibers of a simulation, on its timeline.
final class Fibers {
    private final Timeline timeline;
    private final Set<Fiber> living = new LinkedHashSet<>();
    private @Nullable Fiber current;

    Fibers(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Starts a fiber, which begins to run as the next thing that happens.
    Fiber start(
            String name, @Nullable ObjectId about, Duration skew, Runnable body, Consumer<@Nullable Throwable> end) {
        var fiber = new Fiber(name, about, skew, body, end);
        living.add(fiber);
        timeline.in(Duration.ZERO, () -> resume(fiber));
        return fiber;
    }

    /// The fiber that runs now; empty when the simulation itself does, or a thread that a fiber has started and waits
    /// for.
    Optional<Fiber> current() {
        return Optional.ofNullable(current).filter(Fiber::isThisThread);
    }

    /// Lets the running fiber wait.
    ///
    /// @throws Fiber.Died when it was killed meanwhile
    void pause(Duration duration) {
        Fiber fiber = current;
        if (fiber == null) {
            return;
        }
        fiber.requireAlive();
        if (!timeline.pass(duration)) {
            timeline.in(duration, () -> resume(fiber));
            fiber.pause();
            fiber.requireAlive();
        }
    }

    /// Ends a fiber without a word; nothing happens when it has ended.
    void kill(Fiber fiber) {
        fiber.die();
        resume(fiber);
    }

    /// Ends all that still run.
    void killAll() {
        new ArrayList<>(living).forEach(this::kill);
    }

    private void resume(Fiber fiber) {
        current = fiber;
        fiber.resume();
        current = null;
        if (fiber.ended() && living.remove(fiber)) {
            fiber.tellEnd();
        }
    }

    /// The clock of the machine that the running fiber runs on.
    Clock clock() {
        return new FiberClock();
    }

    private final class FiberClock extends Clock {
        @Override
        public Instant instant() {
            Fiber fiber = current;
            return fiber == null ? timeline.now() : timeline.now().plus(fiber.skew);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("This clock shows UTC only");
        }
    }
}
