package dev.colonnade.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The local file system, with a count of reads per file and files that refuse to be read. */
final class RecordingStorage implements Storage {
    private final Storage local = new LocalStorage();
    private final Map<Path, AtomicInteger> reads = new ConcurrentHashMap<>();
    private final Set<Path> locked = new HashSet<>();

    RecordingStorage lock(Path path) {
        locked.add(path);
        return this;
    }

    /** How often bytes of the file were read since the last call. */
    int takeReads(Path path) {
        AtomicInteger count = reads.remove(path);
        return count == null ? 0 : count.get();
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        return local.find(path);
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        check(directory);
        return local.list(directory);
    }

    @Override
    public byte[] read(Path path, long offset, int length) throws IOException {
        check(path);
        reads.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
        return local.read(path, offset, length);
    }

    private void check(Path path) throws IOException {
        if (locked.contains(path)) {
            throw new AccessDeniedException(path.toString());
        }
    }
}
