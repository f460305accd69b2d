package dev.colonnade.duckdb;

import com.sun.management.OperatingSystemMXBean;
import dev.colonnade.backend.EngineOptions;
import java.lang.management.ManagementFactory;

/**
 * What the engine may use of the machine or container.
 *
 * @param memoryBytes memory of the engine, outside the Java heap
 * @param threads its threads
 */
record Limits(long memoryBytes, int threads) {
    /**
     * The options, and for what they leave out: as many threads as the container has processors; 60 % of its memory,
     * but no more than the heap leaves, and at least a quarter.
     */
    static Limits of(EngineOptions options) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Limits(
                options.memoryLimitBytes()
                        .orElse(defaultMemory(
                                machine.getTotalMemorySize(),
                                Runtime.getRuntime().maxMemory())),
                options.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }

    static long defaultMemory(long total, long heap) {
        return Math.max(total / 4, Math.min(total / 10 * 6, total - heap));
    }
}
