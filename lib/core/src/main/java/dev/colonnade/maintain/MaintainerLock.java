package dev.colonnade.maintain;

import dev.colonnade.commit.Committer;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to maintain a dataset by itself, which one schedule in one process has at a time. */
final class MaintainerLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private MaintainerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty if somebody else has it. @throws DatasetException IO */
    static Optional<MaintainerLock> tryOf(Path directory) {
        Path file = Committer.at(directory).home().maintainer();
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<MaintainerLock> lock = Optional.empty();
        try {
            lock = open(file);
            return lock;
        } catch (IOException e) {
            throw new DatasetException(
                    ErrorCode.IO, "[" + file + "] This lock file cannot be used: " + e.getMessage() + ".", e);
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static Optional<MaintainerLock> open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException otherClassLoader) {
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new MaintainerLock(file, channel));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("A lock file cannot be closed.", e);
        } finally {
            HELD.remove(file);
        }
    }
}
