package dev.colonnade.commit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a dataset are being read, by whatever process: a reader of version {@code v} shares a lock of byte
 * {@code v} of an empty file, which ends with the process, and nobody ever writes. Who deletes the files of versions has
 * the bytes of these versions for itself meanwhile.
 *
 * <p>A process has all its locks of a file on one channel, because an operating system may drop them all when any channel of
 * that file is closed. Locks are only tried and never waited for, which no interrupt cuts off.
 */
final class ReaderLocks {
    private static final Map<Path, ReaderLocks> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private final TreeMap<Long, Reading> reading = new TreeMap<>();
    private final List<FileLock> givenUp = new ArrayList<>();
    private @Nullable FileChannel channel;

    /** A version that threads of this process read. */
    private static final class Reading {
        private final FileLock lock;
        private int readers = 1;

        Reading(FileLock lock) {
            this.lock = lock;
        }
    }

    private ReaderLocks(Path file) {
        this.file = file;
    }

    /** Those of a home; null if it has none. */
    static @Nullable ReaderLocks of(Home home) throws IOException {
        try {
            return ALL.computeIfAbsent(home.readers().toRealPath(), ReaderLocks::new);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    // --- readers

    /** Whether the version is kept until it is released; not if it is being deleted. */
    synchronized boolean acquire(long version) throws IOException {
        Reading known = reading.get(version);
        if (known != null) {
            known.readers++;
            return true;
        }
        FileLock lock = null;
        try {
            lock = tryLock(version, 1, true);
        } finally {
            if (lock == null) {
                closeIfUnused();
            }
        }
        if (lock != null) {
            reading.put(version, new Reading(lock));
        }
        return lock != null;
    }

    synchronized void release(long version) throws IOException {
        Reading known = reading.get(version);
        if (known != null && --known.readers == 0) {
            reading.remove(version);
            known.lock.release();
            closeIfUnused();
        }
    }

    // --- who deletes

    /**
     * Keeps readers off versions until {@link #done}. To be called by one thread at a time.
     *
     * @param wanted the versions below that one
     * @return the versions below which one: at most what is wanted, and none that is read
     */
    synchronized long giveUp(long wanted) throws IOException {
        long to = reading.isEmpty() ? wanted : Math.min(wanted, reading.firstKey());
        long from = 0;
        for (long size = to; from < to; size = (to - from + 1) / 2) {
            FileLock lock = tryLock(from, size, false);
            if (lock == null) {
                to = from + size - 1;
            } else {
                givenUp.add(lock);
                from += size;
            }
        }
        closeIfUnused();
        return from;
    }

    synchronized void done() throws IOException {
        for (FileLock lock : givenUp) {
            lock.release();
        }
        givenUp.clear();
        closeIfUnused();
    }

    // --- the channel

    private @Nullable FileLock tryLock(long from, long size, boolean shared) throws IOException {
        try {
            return open().tryLock(from, size, shared);
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = HomeLock.channel(file);
            channel = open;
        }
        return open;
    }

    private void closeIfUnused() throws IOException {
        FileChannel open = channel;
        if (open != null && reading.isEmpty() && givenUp.isEmpty()) {
            channel = null;
            open.close();
        }
    }
}
