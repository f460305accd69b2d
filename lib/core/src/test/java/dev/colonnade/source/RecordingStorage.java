package dev.colonnade.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The local file system, with a count of reads per file and files that refuse to be read. */
final class RecordingStorage implements Storage {
    private final Storage local = new LocalStorage();
    private final Map<Path, AtomicInteger> reads = new ConcurrentHashMap<>();
    private final Set<Path> locked = new HashSet<>();
    private final Queue<Path> looks = new ConcurrentLinkedQueue<>();

    RecordingStorage lock(Path path) {
        locked.add(path);
        return this;
    }

    /** How often bytes of the file were read since the last call. */
    int takeReads(Path path) {
        AtomicInteger count = reads.remove(path);
        return count == null ? 0 : count.get();
    }

    /** What was looked at or listed since the last call. */
    List<Path> takeLooks() {
        List<Path> taken = new ArrayList<>();
        for (Path path = looks.poll(); path != null; path = looks.poll()) {
            taken.add(path);
        }
        return taken;
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        looks.add(path);
        return local.find(path);
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        check(directory);
        looks.add(directory);
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
