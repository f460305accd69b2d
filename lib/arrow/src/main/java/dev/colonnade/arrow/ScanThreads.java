package dev.colonnade.arrow;

import dev.colonnade.arrow.scan.FileScan;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that read files, with the stack that native code needs. A query takes as many as the engine has; none waits for
 * another query's, since a stream may stay open while its reader runs a second query.
 */
final class ScanThreads implements AutoCloseable {
    /** How long closing waits for native calls that cannot be stopped. */
    private static final long GRACE_SECONDS = 10;

    private static final AtomicInteger ENGINES = new AtomicInteger();

    private final ExecutorService pool;
    private final int perQuery;

    ScanThreads(int perQuery) {
        this.perQuery = perQuery;
        String prefix = "colonnade-arrow-" + ENGINES.incrementAndGet() + "-scan-";
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), FileScan.STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    int perQuery() {
        return perQuery;
    }

    void run(Runnable work) {
        pool.execute(work);
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
