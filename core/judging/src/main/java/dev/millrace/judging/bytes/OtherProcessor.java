package dev.millrace.judging.bytes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/// Another processor than that of the current thread, where the JVM may use two: `-XX:ActiveProcessorCount=1` keeps
/// everything on one.
public final class OtherProcessor {
    public static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private OtherProcessor() {}

    public static boolean isThere() {
        return Runtime.getRuntime().availableProcessors() > 1 && ForkJoinPool.getCommonPoolParallelism() > 0;
    }

    /// Does `work`, which is short, knows no waiting and throws nothing, beside the current thread.
    public static CompletableFuture<Void> does(Runnable work) {
        return CompletableFuture.runAsync(work, ForkJoinPool.commonPool());
    }
}
