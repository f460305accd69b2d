package dev.colonnade.source;

import dev.colonnade.source.FileSet.Base;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where manifests are kept. */
final class ManifestPlace {
    private static final String OWN = "_colonnade";

    private ManifestPlace() {}

    /** The store of a dataset; empty if none is to be used. */
    static Optional<ManifestStore> of(List<String> locations, List<Base> bases, DatasetOptions options) {
        if (options.manifest().mode() == ManifestMode.OFF) {
            return Optional.empty();
        }
        Path parent = options.manifest().directory().orElseGet(() -> own(bases).orElseGet(ManifestPlace::userCache));
        return Optional.of(new ManifestStore(parent, SnapshotId.ofDataset(locations, options)));
    }

    /** Only a directory that a writer of ours has marked is written to. */
    private static Optional<Path> own(List<Base> bases) {
        return bases.size() == 1
                ? Optional.of(bases.get(0).path().resolve(OWN))
                        .filter(Files::isDirectory)
                        .map(own -> own.resolve("manifest"))
                : Optional.empty();
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
