package dev.colonnade.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Saves manifests beside what goes on: an open does not wait for the disk. Those of one store are saved one after the other;
 * who loads from it waits for them, and so does the end of the process. A process that is killed leaves no manifest or a whole
 * one.
 */
final class ManifestSaver {
    /** The last thread that saves into a store, by the store's directory. */
    private static final Map<Path, Thread> SAVING = new HashMap<>();

    private static boolean hooked;

    private ManifestSaver() {}

    static void save(ManifestStore store, RememberedSet set) {
        begin(store.directory(), new Save(store, set));
    }

    /** Puts segments of commits together. */
    static void carry(CommitSegments segments) {
        begin(segments.directory(), segments::carry);
    }

    private static synchronized void begin(Path directory, Runnable work) {
        if (!hooked) {
            hooked = true;
            Runtime.getRuntime().addShutdownHook(new Thread(new AtEnd(), "colonnade-manifests-end"));
        }
        Thread thread = new Thread(new Next(directory, work, SAVING.get(directory)), "colonnade-manifest-save");
        thread.setDaemon(true);
        SAVING.put(directory, thread);
        thread.start();
    }

    /** Returns when nothing is left to be saved there. */
    static void await(Path directory) {
        Thread saving = saving(directory);
        if (saving != null) {
            try {
                saving.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SourceErrors.interrupted(e);
            }
        }
    }

    private static synchronized @Nullable Thread saving(Path directory) {
        return SAVING.get(directory);
    }

    private static synchronized void done(Path directory) {
        if (SAVING.get(directory) == Thread.currentThread()) {
            SAVING.remove(directory);
        }
    }

    /** Returns when nothing is left to be saved. */
    static void awaitAll() {
        for (Path directory : directories()) {
            await(directory);
        }
    }

    private static synchronized List<Path> directories() {
        return new ArrayList<>(SAVING.keySet());
    }

    private record Save(ManifestStore store, RememberedSet set) implements Runnable {
        @Override
        public void run() {
            store.save(set);
        }
    }

    private record Next(Path directory, Runnable work, @Nullable Thread before) implements Runnable {
        @Override
        public void run() {
            try {
                if (before != null) {
                    before.join();
                }
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does; then this one is not saved
            } finally {
                done(directory);
            }
        }
    }

    private static final class AtEnd implements Runnable {
        @Override
        public void run() {
            awaitAll();
        }
    }
}
