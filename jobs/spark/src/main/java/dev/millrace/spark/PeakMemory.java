package dev.millrace.spark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/// How much heap this JVM had in use at most. It is told too high rather than too low: each part of the heap has a
/// peak of its own, at moments of their own.
final class PeakMemory {
    private PeakMemory() {}

    static long bytes() {
        long parts = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .filter(usage -> usage != null)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return Math.min(parts, Runtime.getRuntime().maxMemory());
    }
}
