package dev.colonnade.source;

import dev.colonnade.source.FileSet.Base;
import dev.colonnade.type.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where manifests are kept. */
final class ManifestPlace {
    private static final String OWN = "_colonnade";

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
        return new ManifestStore(parent(bases, options), SnapshotId.describe(locations, options, partitionTypes));
    }

    private static Path parent(List<Base> bases, DatasetOptions options) {
        if (options.manifest().directory().isPresent()) {
            return options.manifest().directory().get();
        }
        if (bases.size() == 1) {
            Path own = bases.get(0).path().resolve(OWN);
            if (Files.isDirectory(own)) { // only a directory that a writer of ours has marked is written to
                return own.resolve("manifest");
            }
        }
        return userCache();
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
