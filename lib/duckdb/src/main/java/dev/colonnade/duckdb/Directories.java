package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The real directories that hold the files of a file set: its roots, and what links below them lead to. The engine
 * follows links before it compares with what it may read.
 */
final class Directories {
    private final WeakHashMap<FileSet, Set<Path>> known = new WeakHashMap<>();

    /** @throws QueryException STALE_SNAPSHOT if a directory is gone */
    synchronized Set<Path> of(Collection<FileSet> datasets) {
        Set<Path> all = new HashSet<>();
        for (FileSet dataset : datasets) {
            all.addAll(known.computeIfAbsent(dataset, Directories::find));
        }
        return all;
    }

    private static Set<Path> find(FileSet dataset) {
        Set<Path> directories = new HashSet<>();
        dataset.roots().forEach(root -> directories.add(real(root)));
        Set<Path> parents = new HashSet<>();
        for (DataFile file : dataset.files()) {
            Path path = file.path().toAbsolutePath();
            if (Files.isSymbolicLink(path)) {
                directories.add(parent(real(path)));
            }
            parents.add(parent(path));
        }
        for (Path parent : parents) {
            Path real = real(parent);
            if (directories.stream().noneMatch(real::startsWith)) {
                directories.add(real);
            }
        }
        return directories;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new QueryException(ErrorCode.STALE_SNAPSHOT, EngineErrors.stale(path.toString(), "is gone"), e);
        }
    }
}
