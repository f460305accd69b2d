package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.stats.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintenance of one dataset that runs by itself, until it is closed. While it is the one that maintains the dataset among all
 * processes, it holds a lock.
 */
public final class MaintenanceSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceSchedule.class);

    private final Path directory;
    private final Schedule schedule;
    private final Supplier<? extends Report> task;
    private final MaintenanceListener listener;
    private final MaintenanceThread thread;
    private @Nullable MaintainerLock lock;
    private volatile Instant next;
    private boolean busy;
    private boolean closed;

    MaintenanceSchedule(
            Path directory,
            Schedule schedule,
            Supplier<? extends Report> task,
            MaintenanceListener listener,
            MaintenanceThread thread,
            Instant begun) {
        this.directory = directory;
        this.schedule = schedule;
        this.task = task;
        this.listener = listener;
        this.thread = thread;
        this.next = schedule.next(begun);
    }

    /** When it is due; the past while it runs. */
    public Instant next() {
        return next;
    }

    /** Runs the task now, if this is the one that maintains. */
    void run(Clock clock) {
        try {
            if (mayRun()) {
                Report report = task.get();
                LOG.info("Maintained {}: {}", directory, report.toJson().strip());
                tell(() -> listener.done(report));
            } else {
                LOG.debug("Another process maintains {}.", directory);
                tell(listener::skipped);
            }
        } catch (RuntimeException e) {
            if (!isClosed() || !(e instanceof ColonnadeException known) || known.code() != ErrorCode.CLOSED) {
                LOG.warn("The maintenance of {} failed, and is tried again when it is due.", directory, e);
                tell(() -> listener.failed(e));
            }
        } finally {
            settle(schedule.next(clock.instant()));
        }
    }

    private void tell(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener of the maintenance of {} failed.", directory, e);
        }
    }

    private synchronized boolean mayRun() {
        if (lock == null && !closed) {
            Optional<MaintainerLock> found = MaintainerLock.tryOf(directory);
            lock = found.orElse(null);
        }
        busy = lock != null && !closed;
        return busy;
    }

    private synchronized void settle(Instant newNext) {
        next = newNext;
        busy = false;
        if (closed) {
            release();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Nothing is begun any more; a run that has begun is finished. Idempotent. */
    @Override
    public void close() {
        thread.remove(this);
        synchronized (this) {
            closed = true;
            if (!busy) {
                release();
            }
        }
    }

    private synchronized void release() {
        MaintainerLock held = lock;
        lock = null;
        if (held != null) {
            held.close();
        }
    }

    Duration untilDue(Instant now) {
        return Duration.between(now, next());
    }

    @Override
    public String toString() {
        return "MaintenanceSchedule[" + directory + " " + schedule + ", next " + next() + "]";
    }
}
