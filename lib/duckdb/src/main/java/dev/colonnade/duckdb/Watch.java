package dev.colonnade.duckdb;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Two daemon threads of the JVM that look after running queries: one stops them, one asks how far they are. */
final class Watch {
    static final ScheduledExecutorService STOPPER = daemon("colonnade-duckdb-stop");
    static final ScheduledExecutorService PROGRESS = daemon("colonnade-duckdb-progress");

    private Watch() {}

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
