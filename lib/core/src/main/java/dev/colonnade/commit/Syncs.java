package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Syncs of many files or directories at a time, which a journal makes durable together. */
final class Syncs {
    private static final int THREADS = 8;

    private Syncs() {}

    /** One of {@link Disk#sync} and {@link Disk#syncDirectory}. */
    interface Sync {
        void run(Path path) throws IOException;
    }

    /** Returns when all are durable. @throws IOException the first failure; the others have ended too */
    static void all(Collection<Path> paths, Sync sync) throws IOException {
        if (paths.size() <= 1) {
            for (Path path : paths) {
                sync.run(path);
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, paths.size()));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Path path : paths) {
                running.add(threads.submit(() -> {
                    sync.run(path);
                    return path;
                }));
            }
            await(running);
        } finally {
            threads.shutdown();
        }
    }

    private static void await(List<Future<?>> running) throws IOException {
        Throwable failure = null;
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Waiting for the disk was interrupted", e);
            }
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
