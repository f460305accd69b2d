package dev.colonnade.source;

import dev.colonnade.commit.Home;
import dev.colonnade.error.ColonnadeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the manifest of one dataset is kept between opens: a directory with one immutable file, whose name tells its
 * generation, length and CRC-32C. Whatever is wrong with that file, there is just no manifest; and one that cannot be written
 * costs the next open its footers, no more. Both are logged.
 */
final class ManifestStore {
    private static final String UNFINISHED = ".unfinished";
    private static final long ABANDONED_MILLIS = 24 * 3_600_000L;
    private static final AtomicInteger WRITTEN = new AtomicInteger();

    private final Path parent;
    private final Path directory;
    private final String description;
    /** The dataset's directory if it keeps its manifests itself. */
    private final @Nullable Path root;

    /**
     * @param parent holds the stores of several datasets
     * @param description of this one, which decides the name of its store
     */
    ManifestStore(Path parent, String description) {
        this(parent, description, null);
    }

    private ManifestStore(Path parent, String description, @Nullable Path root) {
        this.parent = parent;
        this.directory = parent.resolve(SnapshotId.nameOf(description));
        this.description = description;
        this.root = root;
    }

    /** In the home of a dataset. */
    static ManifestStore in(Path root, String description) {
        return new ManifestStore(root.resolve(Home.NAME).resolve(ManifestPlace.MANIFESTS), description, root);
    }

    /** Found when something is to be logged: a logging system takes its time to start. */
    private static Logger log() {
        return LoggerFactory.getLogger(ManifestStore.class);
    }

    Path directory() {
        return directory;
    }

    /** How a manifest is loaded. */
    private interface Loader {
        @Nullable
        RememberedSet load(ManifestFile file) throws IOException;
    }

    /** The newest manifest that is whole, with its columns. */
    @Nullable
    RememberedSet load() {
        return newest(new WholeLoader());
    }

    /**
     * The newest manifest whose head is whole. Its columns are checked and read when they are asked for.
     *
     * @param otherwise makes the columns if those that are kept are damaged
     */
    @Nullable
    RememberedSet loadHead(Deferred.Maker<Manifest> otherwise) {
        return newest(new HeadLoader(otherwise));
    }

    private @Nullable RememberedSet newest(Loader loader) {
        for (ManifestFile file : kept()) {
            RememberedSet set = tryToLoad(file, loader);
            if (set != null) {
                return set;
            }
        }
        return null;
    }

    private static @Nullable RememberedSet tryToLoad(ManifestFile file, Loader loader) {
        try {
            RememberedSet set = loader.load(file);
            if (set == null) {
                log().warn("The manifest {} is damaged, or of another version or dataset, and not used.", file.path());
            } else if (!file.path().toFile().setLastModified(System.currentTimeMillis())) {
                log().debug(
                                "The use of {} is not noted.",
                                file.path()); // for ManifestTrim, which cannot write there either
            }
            return set;
        } catch (NoSuchFileException | FileNotFoundException replaced) {
            return null; // by another process
        } catch (IOException | ColonnadeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            log().warn("The manifest {} does not read and is not used.", file.path(), e);
            return null;
        }
    }

    /** Loads heads and columns. */
    private final class WholeLoader implements Loader {
        @Override
        public @Nullable RememberedSet load(ManifestFile file) throws IOException {
            return file.load(description);
        }
    }

    /** Loads heads, and columns later. */
    private final class HeadLoader implements Loader {
        private final Deferred.Maker<Manifest> otherwise;

        HeadLoader(Deferred.Maker<Manifest> otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public @Nullable RememberedSet load(ManifestFile file) throws IOException {
            return file.loadHead(description, new Columns(file, otherwise));
        }
    }

    /** Loads the columns of a manifest whose head has been read. */
    private final class Columns implements Deferred.Maker<Manifest> {
        private final ManifestFile file;
        private final Deferred.Maker<Manifest> otherwise;

        Columns(ManifestFile file, Deferred.Maker<Manifest> otherwise) {
            this.file = file;
            this.otherwise = otherwise;
        }

        @Override
        public Manifest make() {
            RememberedSet set = tryToLoad(file, new WholeLoader());
            return set == null ? otherwise.make() : set.manifest().get();
        }
    }

    /** Newest first. */
    private List<ManifestFile> kept() {
        List<ManifestFile> kept = new ArrayList<>();
        String[] names = directory.toFile().list();
        if (names != null) {
            for (String name : names) {
                ManifestFile file = ManifestFile.of(directory, name);
                if (file != null) {
                    kept.add(file);
                }
            }
        }
        if (kept.size() > 1) {
            Collections.sort(kept);
        }
        return kept;
    }

    /** Keeps {@code set} in place of what was kept before. */
    void save(RememberedSet set) {
        Path unfinished = directory.resolve(
                ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + WRITTEN.incrementAndGet() + UNFINISHED);
        try {
            makeDirectory();
            List<ManifestFile> before = kept();
            long generation = before.isEmpty() ? 1 : before.get(0).generation() + 1;
            try {
                Path target = directory.resolve(generation + "-"
                        + ManifestWriter.write(
                                set.manifest().get(),
                                ManifestFormat.head(set, description),
                                unfinished,
                                ManifestWriter.Durability.SYNCED));
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            force(directory);
            for (ManifestFile old : before) {
                Files.deleteIfExists(old.path());
            }
            deleteAbandoned();
            if (root != null) {
                new CommitSegments(root).deleteUpTo(set.version());
            }
            ManifestTrim.trim(parent, ManifestTrim.LIMIT_BYTES);
        } catch (NoSuchFileException deleted) {
            log().debug("The place of the manifest {} is gone.", directory, deleted);
        } catch (IOException | ColonnadeException e) {
            log().warn("The manifest cannot be kept in {}, so the next open reads the footers again.", directory, e);
        }
    }

    private void makeDirectory() throws IOException {
        if (root == null) {
            Files.createDirectories(directory);
        } else {
            ManifestPlace.makeBelow(root.resolve(Home.NAME), directory);
        }
    }

    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            log().debug("Directories cannot be synced here.", e); // as on Windows, where a rename is durable enough
        }
    }

    /** Files of writers that died. */
    private void deleteAbandoned() throws IOException {
        FileTime limit = FileTime.fromMillis(System.currentTimeMillis() - ABANDONED_MILLIS);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException gone) {
            log().debug("Another process has deleted an abandoned manifest.", gone);
        }
    }
}
