package dev.millrace.local.cloud;

import dev.millrace.local.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/// Lets one command at a time start, deploy into or stop a home's local cloud; others wait.
public final class HomeLock {
    private HomeLock() {}

    /// Waits for its turn, and does something.
    public static <T> T inTurn(Home home, StartProgress progress, Supplier<T> task) {
        try (FileChannel file = FileChannel.open(
                home.made("tmp").resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (file.tryLock() == null) {
                progress.step("Waiting for another command of this checkout");
                file.lock();
            }
            return task.get();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock in " + home.folder() + " cannot be taken", e);
        }
    }
}
