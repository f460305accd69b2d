package dev.colonnade.backend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the engine may use of the machine or container.
 *
 * @param memoryBytes memory of the engine, outside the Java heap
 * @param threads its threads
 */
public record EngineLimits(long memoryBytes, int threads) {
    /**
     * The options, and for what they leave out: as many threads as the container has processors; 60 % of its memory,
     * but no more than the heap leaves, and at least a quarter.
     */
    public static EngineLimits of(EngineOptions options) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new EngineLimits(
                options.memoryLimitBytes()
                        .orElse(defaultMemory(
                                machine.getTotalMemorySize(),
                                Runtime.getRuntime().maxMemory())),
                options.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }

    /** Of a machine or container of that much memory in which a heap of that size may be full. */
    public static long defaultMemory(long total, long heap) {
        return Math.max(total / 4, Math.min(total / 10 * 6, total - heap));
    }
}
