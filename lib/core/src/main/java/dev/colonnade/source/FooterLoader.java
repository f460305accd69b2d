package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Storage.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads many footers, a bounded number at a time. */
final class FooterLoader {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final FooterReader reader;
    private final int parallelism;

    FooterLoader(Storage storage, int parallelism) {
        this.reader = new FooterReader(storage);
        this.parallelism = parallelism;
    }

    /** Receives footers in the order of their files. */
    interface Sink {
        /** @param readNanos a time before the footer was read, in nanoseconds since 1970 UTC */
        void accept(Footer footer, long readNanos);
    }

    private record Read(Footer footer, long nanos) {}

    /** Hands over the footer of each file, in the given order. @throws DatasetException of the first file that has one */
    void load(List<Entry> files, Sink sink) {
        int threads = Math.min(parallelism, files.size());
        if (threads <= 1) {
            hand(new Block(reader, files).call(), sink);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, FooterLoader::thread);
        try {
            loadWith(pool, threads, files, sink);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Each thread takes the next block of files, so that 10,000 files are not 10,000 tasks. */
    private void loadWith(ExecutorService pool, int threads, List<Entry> files, Sink sink) {
        int block = Math.max(1, Math.min(64, files.size() / (threads * 4)));
        Deque<Future<List<Read>>> blocks = new ArrayDeque<>();
        for (int from = 0; from < files.size(); from += block) {
            blocks.add(pool.submit(new Block(reader, files.subList(from, Math.min(files.size(), from + block)))));
        }
        while (!blocks.isEmpty()) {
            hand(await(blocks.remove()), sink);
        }
    }

    private static void hand(List<Read> block, Sink sink) {
        for (Read read : block) {
            sink.accept(read.footer, read.nanos);
        }
    }

    /** Files that one thread reads one after another. */
    private record Block(FooterReader reader, List<Entry> files) implements Callable<List<Read>> {
        @Override
        public List<Read> call() {
            List<Read> block = new ArrayList<>(files.size());
            for (Entry file : files) {
                if (Thread.currentThread().isInterrupted()) {
                    throw SourceErrors.interrupted(new InterruptedException());
                }
                long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
                block.add(new Read(reader.read(file), now));
            }
            return block;
        }
    }

    /** A finished task does not look at interrupts, so this does. */
    private static List<Read> await(Future<List<Read>> part) {
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

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "colonnade-footers-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
