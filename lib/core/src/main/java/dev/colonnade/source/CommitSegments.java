package dev.colonnade.source;

import dev.colonnade.commit.Home;
import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the commits of a dataset leave for those who open it: the footers of their files, in a small file each, whose name
 * {@code <first>_<last version>-<length>-<crc32c>.arrow} tells what it is. Many are put together to one, as digits of a number
 * are carried, so that {@code n} commits leave {@code log n} of them. A segment that is lost or damaged costs the next open its
 * footers, no more.
 */
final class CommitSegments {
    /** So many segments of one rank become one of the next. */
    static final int FAN = 32;

    /** More are kept only where versions between them are missing; then the oldest go. */
    private static final int MOST = 16 * FAN;

    private static final String UNFINISHED = ".unfinished";
    private static final AtomicInteger WRITTEN = new AtomicInteger();

    private final Path own;
    private final Path directory;

    /** @param root the dataset's directory, which is a home */
    CommitSegments(Path root) {
        this.own = root.resolve(Home.NAME);
        this.directory = own.resolve(ManifestPlace.MANIFESTS).resolve("commits");
    }

    private static Logger log() {
        return LoggerFactory.getLogger(CommitSegments.class);
    }

    Path directory() {
        return directory;
    }

    /** A segment's file. @param file its generation is the last version */
    record Kept(long from, ManifestFile file) {
        long to() {
            return file.generation();
        }

        /** How often its commits have been carried. */
        int rank() {
            int rank = 0;
            for (long width = to() - from + 1; width >= FAN; width /= FAN) {
                rank++;
            }
            return rank;
        }

        static @Nullable Kept of(Path directory, String name) {
            int behind = name.indexOf('_');
            ManifestFile file = behind < 1 ? null : ManifestFile.of(directory, name, behind + 1);
            try {
                return file == null ? null : new Kept(Long.parseLong(name, 0, behind, 10), file);
            } catch (NumberFormatException other) {
                return null;
            }
        }
    }

    /** Those that begin after {@code version} or later, the newest first, and of those that overlap the longest alone. */
    List<Kept> after(long version) {
        List<Kept> all = new ArrayList<>();
        String[] names = directory.toFile().list();
        if (names != null) {
            for (String name : names) {
                Kept kept = Kept.of(directory, name);
                if (kept != null && kept.to() > version) {
                    all.add(kept);
                }
            }
        }
        all.sort(Comparator.comparingLong(Kept::to).reversed().thenComparingLong(Kept::from));
        List<Kept> apart = new ArrayList<>();
        long below = Long.MAX_VALUE;
        for (Kept kept : all) {
            if (kept.to() < below) {
                apart.add(kept);
                below = kept.from();
            }
        }
        return apart;
    }

    /** Null if it is damaged, gone, or of another version of the library. */
    @Nullable
    CommitSegment load(Kept kept) {
        try {
            ManifestFile.Content content = kept.file().load();
            if (content != null) {
                CommitSegment segment = CommitSegment.of(content);
                return segment.from() == kept.from() && segment.to() == kept.to() ? segment : null;
            }
            log().warn(
                            "The commits' footers {} are damaged or of another version, and not used.",
                            kept.file().path());
        } catch (NoSuchFileException carried) {
            log().debug(
                            "The commits' footers {} are in another file now.",
                            kept.file().path());
        } catch (IOException | ColonnadeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            log().warn(
                            "The commits' footers {} do not read and are not used.",
                            kept.file().path(),
                            e);
        }
        return null;
    }

    /**
     * The segments of exactly these versions, oldest first; null if they are not all there.
     *
     * @param version the last version before them
     * @param last the last of them
     */
    @Nullable
    List<CommitSegment> between(long version, long last) {
        List<CommitSegment> found = new ArrayList<>();
        long next = last;
        for (Kept kept : after(version)) {
            if (kept.to() != next || kept.from() <= version) {
                return null;
            }
            CommitSegment segment = load(kept);
            if (segment == null) {
                return null;
            }
            found.add(segment);
            next = kept.from() - 1;
        }
        Collections.reverse(found);
        return next == version ? found : null;
    }

    /** Keeps a segment. Not durable, since whoever misses it reads the footers. */
    void save(CommitSegment segment) {
        Path unfinished = directory.resolve(
                ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + WRITTEN.incrementAndGet() + UNFINISHED);
        try {
            ManifestPlace.makeBelow(own, directory);
            try {
                String name = ManifestWriter.write(
                        segment.added(), segment.head(), unfinished, ManifestWriter.Durability.LEFT_TO_THE_SYSTEM);
                Path target = directory.resolve(segment.from() + "_" + segment.to() + "-" + name);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (NoSuchFileException deleted) {
            log().debug("The dataset of {} is gone.", directory, deleted);
        } catch (IOException | ColonnadeException e) {
            log().warn("What a commit knows cannot be kept in {}, so the next open reads its footers.", directory, e);
        }
    }

    /** Whether segments are to be put together. */
    boolean isFull() {
        return !full().isEmpty() || after(-1).size() > MOST;
    }

    /** Puts segments together as long as there are many of one rank. */
    void carry() {
        List<Kept> newestFirst = after(-1);
        for (int i = newestFirst.size() > MOST ? MOST / 2 : newestFirst.size(); i < newestFirst.size(); i++) {
            delete(newestFirst.get(i).file().path());
        }
        for (List<Kept> full = full(); !full.isEmpty(); full = full()) {
            List<CommitSegment> parts = new ArrayList<>();
            for (Kept kept : full) {
                CommitSegment part = load(kept);
                if (part != null) {
                    parts.add(part);
                }
            }
            if (parts.size() == full.size()) {
                save(CommitSegment.of(parts));
            }
            full.forEach(kept -> delete(kept.file().path()));
        }
    }

    /** The oldest run of successive segments of one rank that is long enough, oldest first; empty if there is none. */
    private List<Kept> full() {
        List<Kept> oldestFirst = after(-1);
        Collections.reverse(oldestFirst);
        List<Kept> run = new ArrayList<>();
        for (Kept kept : oldestFirst) {
            Kept last = run.isEmpty() ? null : run.get(run.size() - 1);
            if (last != null && (last.rank() != kept.rank() || last.to() + 1 != kept.from())) {
                run.clear();
            }
            run.add(kept);
            if (run.size() == FAN) {
                return run;
            }
        }
        return List.of();
    }

    /** Deletes what a manifest knows that has been saved as of {@code version}. */
    void deleteUpTo(long version) {
        for (Kept kept : after(-1)) {
            if (kept.to() <= version) {
                delete(kept.file().path());
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log().debug("The commits' footers {} are not needed and stay.", file, e);
        }
    }
}
