package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Storage.Entry;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads many footers, a bounded number at a time, and none of a file that is known in its present state. */
final class FooterLoader {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final FooterReader reader;
    private final int parallelism;
    private final Map<Path, DataFile> known;
    private final Map<Schema, Schema> schemas = new ConcurrentHashMap<>();

    FooterLoader(Storage storage, int parallelism, Map<Path, DataFile> known) {
        this.reader = new FooterReader(storage);
        this.parallelism = parallelism;
        this.known = known;
        known.values().forEach(file -> schemas.putIfAbsent(file.schema(), file.schema()));
    }

    /** The files without partition values, in the given order. @throws DatasetException of the first file that has one */
    List<DataFile> load(List<Entry> files) {
        int threads = Math.min(parallelism, files.size());
        if (threads <= 1) {
            return files.stream().map(this::load).toList();
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, FooterLoader::thread);
        try {
            return loadWith(pool, threads, files);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Each thread takes the next block of files, so that 10,000 files are not 10,000 tasks. */
    private List<DataFile> loadWith(ExecutorService pool, int threads, List<Entry> files) {
        int block = Math.max(1, Math.min(64, files.size() / (threads * 4)));
        List<Future<List<DataFile>>> blocks = new ArrayList<>();
        for (int from = 0; from < files.size(); from += block) {
            List<Entry> part = files.subList(from, Math.min(files.size(), from + block));
            Callable<List<DataFile>> task = () -> part.stream().map(this::load).toList();
            blocks.add(pool.submit(task));
        }
        List<DataFile> loaded = new ArrayList<>(files.size());
        for (Future<List<DataFile>> part : blocks) {
            loaded.addAll(await(part));
        }
        return loaded;
    }

    /** A finished task does not look at interrupts, so this does. */
    private static List<DataFile> await(Future<List<DataFile>> part) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceErrors.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatasetException refusal) {
                throw refusal;
            }
            throw new DatasetException(
                    ErrorCode.INTERNAL, "Reading a footer failed unexpectedly: " + e.getCause() + ".", e.getCause());
        }
    }

    private DataFile load(Entry entry) {
        DataFile before = known.get(entry.path());
        if (before != null
                && before.sizeBytes() == entry.sizeBytes()
                && before.modifiedNanos() == entry.modifiedNanos()) {
            return before;
        }
        Footer footer = reader.read(entry);
        Schema schema = schemas.computeIfAbsent(footer.schema(), s -> s);
        return new DataFile(
                entry.path(),
                entry.sizeBytes(),
                entry.modifiedNanos(),
                footer.rowCount(),
                schema,
                footer.rowGroups(),
                List.of());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "colonnade-footers-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
