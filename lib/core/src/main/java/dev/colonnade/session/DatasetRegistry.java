package dev.colonnade.session;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The datasets that SQL texts may name: registered ones, and files below the allowed directories by path. */
final class DatasetRegistry implements SqlCatalog {
    private final Map<String, LiveFiles> byName = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final SessionConfig config;

    DatasetRegistry(SessionConfig config) {
        this.config = config;
    }

    /** Names are compared without regard to case, as in SQL; a second dataset of a name takes the first one's place. */
    void register(String name, LiveFiles files) {
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw new PlanException(ErrorCode.INVALID_ARGUMENT, "A dataset's name is not empty and has no NUL in it.");
        }
        byName.put(name, files);
    }

    /** These datasets and one more, which hides a namesake. */
    SqlCatalog with(String name, LiveFiles files) {
        DatasetRegistry more = new DatasetRegistry(config);
        more.byName.putAll(byName);
        more.register(name, files);
        return more;
    }

    @Override
    public Optional<FileSet> find(String name) {
        LiveFiles files = byName.get(name);
        return files != null ? Optional.of(files.current()) : byPath(name);
    }

    @Override
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private Optional<FileSet> byPath(String location) {
        if (config.allowedDirectories().isEmpty() || location.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            Path real = Path.of(location).toRealPath();
            for (Path directory : config.allowedDirectories()) {
                if (real.startsWith(directory.toRealPath())) {
                    return Optional.of(Datasets.open(List.of(real.toString()), config.datasets()));
                }
            }
            return Optional.empty();
        } catch (IOException | InvalidPathException nothingThere) {
            return Optional.empty();
        }
    }
}
