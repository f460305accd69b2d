package dev.colonnade.source;

import dev.colonnade.source.Listing.Found;
import dev.colonnade.source.Storage.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The footers of listed files: from a manifest where a file is as it was then, from what commits have left, and else from the
 * file itself.
 */
final class FileFooters {
    /** A file that changed so shortly before its footer was read may change again within the same clock tick. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Storage storage;
    private final int parallelism;
    private final List<Found> files;
    private final List<Manifest> sources = new ArrayList<>();
    private final int[] source;
    private final int[] row;
    private int missing;
    private int segments;
    private int fromSegments;
    private int read;

    FileFooters(Storage storage, int parallelism, List<Found> files) {
        this.storage = storage;
        this.parallelism = parallelism;
        this.files = files;
        this.source = new int[files.size()];
        this.row = new int[files.size()];
        Arrays.fill(source, -1);
        this.missing = files.size();
    }

    static boolean isKnown(Manifest manifest, int file, Entry entry) {
        return manifest.sizeBytes(file) == entry.sizeBytes()
                && manifest.modifiedNanos(file) == entry.modifiedNanos()
                && !manifest.isUnsettled(file);
    }

    /** Takes from a manifest of the same places, whose files are in the same order. */
    void takeFrom(Manifest known) {
        String[] names = known.columns().names().all();
        String[] directories = known.lists().directories().paths().all();
        sources.add(known);
        int file = 0;
        int other = 0;
        while (file < files.size() && other < names.length) {
            Found found = files.get(file);
            int order = compare(found, directories[known.directory(other)], names[other]);
            if (order == 0) {
                take(file, other);
            }
            file += order <= 0 ? 1 : 0;
            other += order >= 0 ? 1 : 0;
        }
    }

    private static int compare(Found file, String directory, String name) {
        return file.directory().equals(directory)
                ? file.name().compareTo(name)
                : file.absolute().compareTo(Manifest.join(directory, name));
    }

    /** The row of the newest source is the file's, if it is of the file's present state. */
    private void take(int file, int other) {
        Manifest known = sources.get(sources.size() - 1);
        if (source[file] < 0 && isKnown(known, other, files.get(file).entry())) {
            source[file] = sources.size() - 1;
            row[file] = other;
            missing--;
        }
    }

    /** Takes what is still missing from the segments of a dataset, the newest first. */
    void takeFrom(CommitSegments commits, String root) {
        if (missing == 0) {
            return;
        }
        for (CommitSegments.Kept kept : commits.after(-1)) {
            CommitSegment segment = commits.load(kept);
            if (segment != null) {
                take(segment.added(), root);
            }
            if (missing == 0) {
                return;
            }
        }
    }

    private void take(Manifest added, String root) {
        int before = missing;
        sources.add(added);
        for (int other = 0; other < added.fileCount(); other++) {
            String directory = CommitSegment.directory(added, other, root);
            int file = Collections.binarySearch(files, key(directory, added.name(other)));
            if (file >= 0) {
                take(file, other);
            }
        }
        if (missing < before) {
            segments++;
            fromSegments += before - missing;
        } else {
            sources.remove(sources.size() - 1);
        }
    }

    private Found key(String directory, String name) {
        return new Found(files.get(0).entry(), 0, directory, name);
    }

    /** All footers. @throws dev.colonnade.error.DatasetException of the first file that has none */
    Manifest manifest() {
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < source.length; i++) {
            if (source[i] < 0) {
                unknown.add(i);
            }
        }
        read = unknown.size();
        if (read == files.size()) {
            return read(files);
        }
        if (read > 0) {
            List<Found> missed = new ArrayList<>();
            for (int file : unknown) {
                source[file] = sources.size();
                row[file] = missed.size();
                missed.add(files.get(file));
            }
            sources.add(read(missed));
        }
        return new ManifestMerge(sources, source, row).merge(new ManifestMerge.Places() {
            @Override
            public int base(int file) {
                return files.get(file).base();
            }

            @Override
            public String directory(int file) {
                return files.get(file).directory();
            }
        });
    }

    /** Whether the next open would have much to do again. */
    boolean areWorthKeeping() {
        return read > 0 || segments > CommitSegments.FAN || 4 * fromSegments > files.size();
    }

    private Manifest read(List<Found> unread) {
        ManifestBuilder builder = new ManifestBuilder();
        List<Entry> entries = new ArrayList<>(unread.size());
        for (Found file : unread) {
            entries.add(file.entry());
        }
        new FooterLoader(storage, parallelism).load(entries, new Adder(builder, unread));
        return builder.build();
    }

    /** Adds files in their order as their footers arrive. */
    private static final class Adder implements FooterLoader.Sink {
        private final ManifestBuilder builder;
        private final List<Found> files;
        private int next;

        Adder(ManifestBuilder builder, List<Found> files) {
            this.builder = builder;
            this.files = files;
        }

        @Override
        public void accept(Footer footer, long readNanos) {
            Found file = files.get(next++);
            builder.add(
                    file.base(),
                    file.directory(),
                    file.name(),
                    file.entry().sizeBytes(),
                    file.entry().modifiedNanos(),
                    footer,
                    file.entry().modifiedNanos() > readNanos - TICK_NANOS);
        }
    }
}
