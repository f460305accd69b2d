package dev.colonnade.commit;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a home, shared by readers and exclusive for a writer, between the threads of this JVM and between processes.
 *
 * <p>Byte 1 of the lock file is the lock; byte 0 is a gate before it, which a waiting writer keeps shut, so that a stream of
 * readers cannot starve it. A process has all its file locks on one channel, because an operating system may drop them all
 * when any channel of that file is closed; and its calls are made on a thread that nobody interrupts, because an interrupt
 * closes the channel.
 */
final class HomeLock {
    private static final long GATE = 0;
    private static final long BODY = 1;
    private static final long POLL_MILLIS = 2;

    private static final Map<Path, HomeLock> LOCKS = new ConcurrentHashMap<>();
    private static final ExecutorService CALLS = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "colonnade-locks");
        thread.setDaemon(true);
        return thread;
    });

    private final Path file;
    private int readers;
    private boolean writing;
    private @Nullable FileChannel channel;
    private @Nullable FileLock body;

    private HomeLock(Path file) {
        this.file = file;
    }

    /** A lock that is held. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    private static HomeLock of(Home home) throws IOException {
        return LOCKS.computeIfAbsent(home.lock().toRealPath(), HomeLock::new);
    }

    /** Holds off publications. Not to be asked for by a thread that has it. */
    static Held shared(Home home, Duration wait) throws IOException {
        HomeLock lock = of(home);
        lock.acquireShared(deadline(wait));
        return lock.new Release(lock::releaseShared);
    }

    /** Holds off everybody else. */
    static Held exclusive(Home home, Duration wait) throws IOException {
        HomeLock lock = of(home);
        FileLock gate = lock.acquireExclusive(deadline(wait));
        return lock.new Release(() -> lock.releaseExclusive(gate));
    }

    /** Work that may fail on the disk. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does {@code work} while the lock is held, and gives it back. */
    static <T> T during(Held held, Work<T> work) throws IOException {
        try {
            return work.run();
        } finally {
            held.close();
        }
    }

    private final class Release implements Held {
        private final Runnable action;
        private boolean released;

        Release(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            synchronized (HomeLock.this) {
                if (!released) {
                    released = true;
                    action.run();
                }
            }
        }
    }

    private synchronized void acquireShared(long deadline) throws IOException {
        while (writing || !passGate()) {
            await(deadline);
        }
        readers++;
    }

    private boolean passGate() throws IOException {
        FileLock gate = tryLock(GATE, true);
        if (gate == null) {
            closeIfUnused();
            return false;
        }
        try {
            if (readers == 0) {
                body = tryLock(BODY, true);
            }
        } finally {
            release(gate);
        }
        if (body == null) {
            closeIfUnused();
        }
        return body != null;
    }

    private synchronized void releaseShared() {
        readers--;
        if (readers == 0) {
            releaseBody();
        }
        notifyAll();
    }

    private synchronized FileLock acquireExclusive(long deadline) throws IOException {
        while (writing) {
            await(deadline);
        }
        writing = true;
        FileLock gate = null;
        try {
            gate = tryLock(GATE, false);
            while (gate == null) {
                await(deadline);
                gate = tryLock(GATE, false);
            }
            while (readers > 0 || !lockBody()) {
                await(deadline);
            }
            return gate;
        } catch (IOException | RuntimeException | Error e) {
            writing = false;
            release(gate);
            closeIfUnused();
            notifyAll();
            throw e;
        }
    }

    private boolean lockBody() throws IOException {
        body = tryLock(BODY, false);
        return body != null;
    }

    private synchronized void releaseExclusive(FileLock gate) {
        writing = false;
        release(gate);
        releaseBody();
        notifyAll();
    }

    private void releaseBody() {
        release(body);
        body = null;
        closeIfUnused();
    }

    // --- the channel

    private @Nullable FileLock tryLock(long at, boolean shared) throws IOException {
        return call(() -> open().tryLock(at, 1, shared));
    }

    /** A channel for locks, which are shared ones where the file may only be read. */
    static FileChannel channel(Path file) throws IOException {
        Set<StandardOpenOption> options = Files.isWritable(file)
                ? EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : EnumSet.of(StandardOpenOption.READ);
        return FileChannel.open(file, options);
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = channel(file);
            channel = open;
        }
        return open;
    }

    private static void release(@Nullable FileLock lock) {
        if (lock != null) {
            try {
                call(() -> {
                    lock.release();
                    return lock;
                });
            } catch (IOException e) {
                throw new IllegalStateException("A file lock cannot be released.", e); // its channel is open
            }
        }
    }

    private void closeIfUnused() {
        FileChannel open = channel;
        if (open != null && readers == 0 && !writing) {
            channel = null;
            try {
                open.close();
            } catch (IOException e) {
                throw new IllegalStateException("A lock file cannot be closed.", e);
            }
        }
    }

    private interface Call<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private static <T extends @Nullable Object> T call(Call<T> call) throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return call.run();
                                } catch (IOException e) {
                                    throw new CompletionException(e);
                                }
                            },
                            CALLS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    // --- waiting

    private static long deadline(Duration wait) {
        return System.nanoTime() + wait.toNanos();
    }

    private void await(long deadline) {
        if (System.nanoTime() > deadline) {
            throw new DatasetException(
                    ErrorCode.TIMEOUT,
                    "[" + file + "] Another reader or writer has held this lock for too long: try again later.");
        }
        try {
            TimeUnit.MILLISECONDS.timedWait(this, POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(ErrorCode.CANCELLED, "[" + file + "] Waiting for this lock was interrupted.", e);
        }
    }
}
