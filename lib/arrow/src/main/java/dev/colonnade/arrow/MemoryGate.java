package dev.colonnade.arrow;

import java.util.function.BooleanSupplier;

/**
 * Admits files to be read while the native memory that they are expected to take stays below a limit, over all queries of an
 * engine. A query that holds nothing is always admitted, so that a stream that nobody reads cannot stop another one.
 */
final class MemoryGate {
    private final long limitBytes;
    private long used;

    MemoryGate(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long limitBytes() {
        return limitBytes;
    }

    /** Waits until there is room; whether there is, rather than {@code stopped}. */
    synchronized boolean enter(long bytes, BooleanSupplier holdsNothing, BooleanSupplier stopped) {
        boolean interrupted = false;
        while (!stopped.getAsBoolean() && used + bytes > limitBytes && !holdsNothing.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean admitted = !stopped.getAsBoolean();
        used += admitted ? bytes : 0;
        return admitted;
    }

    synchronized void leave(long bytes) {
        used -= bytes;
        notifyAll();
    }

    /** Lets those look again whose query has stopped. */
    synchronized void wake() {
        notifyAll();
    }
}
