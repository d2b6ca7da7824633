package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Something that runs until it pauses, and goes on later: an invocation of a function. Of all fibers of a simulation
/// and the thread that drives it, one runs at a time; the others wait for their turn.
final class Fiber {
    /// What it runs, such as the name of a function.
    final String name;

    /// The object that it is about; null when it is about none, or several.
    final @Nullable ObjectId about;

    /// How far its machine's clock is off.
    final Duration skew;

    private final Thread driver = Thread.currentThread();
    private final Thread thread;
    private final Consumer<@Nullable Throwable> end;
    private volatile boolean turn;
    private volatile boolean dead;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    /// @param body what it does; it must not wait for anything but by [#pause]
    /// @param end is told what it ended with; null when it returned
    Fiber(String name, @Nullable ObjectId about, Duration skew, Runnable body, Consumer<@Nullable Throwable> end) {
        this.name = name;
        this.about = about;
        this.skew = skew;
        this.end = end;
        this.thread = Thread.ofVirtual().unstarted(() -> live(body));
    }

    /// The machine that a fiber runs on is gone. It has no effects any more.
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("The machine died", null, false, false);
        }
    }

    private void live(Runnable body) {
        try {
            if (dead) {
                throw new Died();
            }
            body.run();
        } catch (Throwable e) {
            failure = e;
        } finally {
            ended = true;
            pass();
        }
    }

    /// Lets it run until it pauses or ends. Called by the driver.
    void resume() {
        if (ended) {
            return;
        }
        turn = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (turn) {
            LockSupport.park(this);
        }
    }

    /// Tells of its end.
    void tellEnd() {
        end.accept(failure);
    }

    /// Gives the turn back until it is resumed. Called by itself.
    void pause() {
        pass();
        while (!turn) {
            LockSupport.park(this);
        }
    }

    private void pass() {
        turn = false;
        LockSupport.unpark(driver);
    }

    /// Whether it runs on the thread that asks.
    boolean isThisThread() {
        return Thread.currentThread().equals(thread);
    }

    /// Whether it has ended.
    boolean ended() {
        return ended;
    }

    /// From now on it dies wherever it is.
    void die() {
        dead = true;
    }

    /// @throws Died when it is to have no more effects
    void requireAlive() {
        if (dead) {
            throw new Died();
        }
    }
}
