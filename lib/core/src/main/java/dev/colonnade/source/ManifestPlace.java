package dev.colonnade.source;

import dev.colonnade.commit.Home;
import dev.colonnade.source.FileSet.Base;
import dev.colonnade.type.DataType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where manifests are kept. */
final class ManifestPlace {
    /** The directory of manifests in a home. */
    static final String MANIFESTS = "manifest";

    private ManifestPlace() {}

    /**
     * The store of a dataset; null if none is to be used.
     *
     * @param partitionTypes the types of keys that the dataset itself notes
     */
    static @Nullable ManifestStore of(
            List<String> locations, List<Base> bases, DatasetOptions options, Map<String, DataType> partitionTypes) {
        if (options.manifest().mode() == ManifestMode.OFF) {
            return null;
        }
        String description = SnapshotId.describe(locations, options, partitionTypes);
        if (options.manifest().directory().isPresent()) {
            return new ManifestStore(options.manifest().directory().get(), description);
        }
        if (bases.size() == 1) {
            Path root = bases.get(0).path();
            if (Files.isDirectory(
                    root.resolve(Home.NAME))) { // only a directory that a writer of ours has marked is written to
                return ManifestStore.in(root, description);
            }
        }
        return new ManifestStore(userCache(), description);
    }

    /**
     * Makes a directory and those between it and {@code existing}, which is not made: a dataset that is deleted meanwhile does
     * not come back.
     *
     * @throws java.nio.file.NoSuchFileException if {@code existing} is gone
     */
    static void makeBelow(Path existing, Path directory) throws IOException {
        if (!directory.equals(existing) && !Files.isDirectory(directory)) {
            makeBelow(existing, Objects.requireNonNull(directory.getParent()));
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException made) {
                if (!Files.isDirectory(directory)) {
                    throw made;
                }
            }
        }
    }

    private static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        String local = System.getenv("LOCALAPPDATA");
        String home = System.getProperty("user.home", "");
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        Path cache;
        if (xdg != null && !xdg.isBlank()) {
            cache = Path.of(xdg);
        } else if (local != null && !local.isBlank()) {
            cache = Path.of(local);
        } else {
            cache = mac ? Path.of(home, "Library", "Caches") : Path.of(home, ".cache");
        }
        return cache.resolve("colonnade").resolve("manifests");
    }
}
