package dev.colonnade.source;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Everything below a directory that is no hidden name, in the order of absolute paths. Where there are many directories side
 * by side, two threads share them: in a new process it is the listing's own code that takes the time.
 */
final class Walk {
    private static final int MAX_DEPTH = 64;
    /** Fewer directories than this are not worth a thread. */
    private static final int MANY = 32;

    /**
     * A file.
     *
     * @param directory the absolute normalized directory that it lies in
     */
    record File(Entry entry, String directory, String name) {}

    private final Storage storage;

    Walk(Storage storage) {
        this.storage = storage;
    }

    /** @param absolute the directory's absolute normalized path */
    List<File> files(Path directory, String absolute) throws IOException {
        List<File> files = new ArrayList<>();
        walk(directory, absolute, files, 0, true);
        return files;
    }

    /** A name in a directory, as it is sorted: what lies in directories of that name comes where their paths do. */
    private record Child(Entry entry, String name, String sorted) implements Comparable<Child> {
        @Override
        public int compareTo(Child other) {
            return sorted.compareTo(other.sorted);
        }
    }

    private void walk(Path directory, String absolute, List<File> files, int depth, boolean mayShare)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw SourceErrors.of(
                    ErrorCode.NOT_READABLE,
                    directory,
                    "Directories are nested deeper than " + MAX_DEPTH + " levels, maybe by a link to a parent.");
        }
        Child[] children = children(directory);
        int directories = 0;
        for (Child child : children) {
            directories += child.entry.directory() ? 1 : 0;
        }
        if (mayShare && directories >= MANY) {
            new Shared(children, absolute, depth).walk(files);
            return;
        }
        for (Child child : children) {
            add(child, absolute, files, depth, mayShare);
        }
    }

    private void add(Child child, String parent, List<File> files, int depth, boolean mayShare) throws IOException {
        if (child.entry.directory()) {
            walk(child.entry.path(), Manifest.join(parent, child.name), files, depth + 1, mayShare);
        } else {
            files.add(new File(child.entry, parent, child.name));
        }
    }

    private Child[] children(Path directory) throws IOException {
        List<Child> children = new ArrayList<>();
        for (Entry entry : storage.list(directory)) {
            String name = entry.path().getFileName().toString();
            if (!Listing.hidden(name, entry.directory())) {
                children.add(new Child(entry, name, entry.directory() ? name + java.io.File.separator : name));
            }
        }
        Child[] sorted = children.toArray(new Child[0]);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Children that the calling thread and another one take by turns. */
    private final class Shared implements Runnable {
        private static final int PART = 8;

        private final Child[] children;
        private final String parent;
        private final int depth;
        private final List<List<File>> found = new ArrayList<>();
        private final AtomicInteger next = new AtomicInteger();
        private volatile @Nullable Exception failure;

        Shared(Child[] children, String parent, int depth) {
            this.children = children;
            this.parent = parent;
            this.depth = depth;
            for (int i = 0; i < children.length; i += PART) {
                found.add(new ArrayList<>());
            }
        }

        void walk(List<File> files) throws IOException {
            Thread helper = new Thread(this, "colonnade-listing");
            helper.setDaemon(true);
            helper.start();
            run();
            await(helper);
            Exception failed = failure;
            if (failed instanceof IOException unreadable) {
                throw unreadable;
            }
            if (failed instanceof RuntimeException refused) {
                throw refused;
            }
            for (List<File> part : found) {
                files.addAll(part);
            }
        }

        private void await(Thread helper) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                next.set(found.size());
                Thread.currentThread().interrupt();
                throw SourceErrors.interrupted(e);
            }
        }

        @Override
        public void run() {
            for (int part = next.getAndIncrement(); part < found.size(); part = next.getAndIncrement()) {
                try {
                    for (int i = part * PART; i < Math.min(children.length, (part + 1) * PART); i++) {
                        add(children[i], parent, found.get(part), depth, false);
                    }
                } catch (IOException | RuntimeException e) {
                    failure = e;
                    next.set(found.size());
                }
            }
        }
    }
}
