package dev.colonnade.maintain;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.stats.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The thread of a session that runs what is due, one thing after the other; it starts with the first schedule. */
public final class MaintenanceThread implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Clock clock;
    private final List<MaintenanceSchedule> schedules = new ArrayList<>();
    private @Nullable Thread thread;
    private boolean closed;

    public MaintenanceThread() {
        this(Clock.systemUTC());
    }

    MaintenanceThread(Clock clock) {
        this.clock = clock;
    }

    /** @throws QueryException CLOSED */
    public synchronized MaintenanceSchedule add(
            Path directory, Schedule schedule, Supplier<? extends Report> task, MaintenanceListener listener) {
        if (closed) {
            throw new QueryException(ErrorCode.CLOSED, "The session is closed: open a new one.");
        }
        MaintenanceSchedule added = new MaintenanceSchedule(directory, schedule, task, listener, this, clock.instant());
        schedules.add(added);
        if (thread == null) {
            Thread fresh = new Thread(this::loop, "colonnade-maintenance");
            fresh.setDaemon(true);
            fresh.setPriority(Thread.MIN_PRIORITY);
            fresh.start();
            thread = fresh;
        }
        notifyAll();
        return added;
    }

    synchronized void remove(MaintenanceSchedule schedule) {
        schedules.remove(schedule);
        notifyAll();
    }

    private void loop() {
        try {
            for (MaintenanceSchedule due = awaitDue(); due != null; due = awaitDue()) {
                due.run(clock);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null at the end. Waits in pieces, since the clock may be set. */
    private synchronized @Nullable MaintenanceSchedule awaitDue() throws InterruptedException {
        while (!closed) {
            Instant now = clock.instant();
            Optional<MaintenanceSchedule> first =
                    schedules.stream().min(Comparator.comparing(MaintenanceSchedule::next));
            Duration wait = first.map(schedule -> schedule.untilDue(now)).orElse(LONGEST_WAIT);
            if (first.isPresent() && (wait.isZero() || wait.isNegative())) {
                return first.get();
            }
            Duration piece = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, piece.toNanos()));
        }
        return null;
    }

    /** Begins nothing any more. Does not wait for what runs, which the session stops. Idempotent. */
    @Override
    public void close() {
        List<MaintenanceSchedule> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(schedules);
            notifyAll();
        }
        open.forEach(MaintenanceSchedule::close);
    }
}
