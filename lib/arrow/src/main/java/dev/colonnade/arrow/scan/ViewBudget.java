package dev.colonnade.arrow.scan;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much native memory batches may keep. Batches are views of it while there is room, which costs no copy; the collector,
 * which knows nothing of its size, gives it back when it happens to run. Beyond that they are copies on the heap, which make
 * the collector run.
 */
public final class ViewBudget {
    private final long mostBytes;
    private final AtomicLong held = new AtomicLong();

    public ViewBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Every batch is a copy. */
    public static ViewBudget none() {
        return new ViewBudget(0);
    }

    /** Native memory that batches keep now, in bytes. */
    public long heldBytes() {
        return held.get();
    }

    boolean hasRoom() {
        return held.get() < mostBytes;
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }
}
