package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.FilesNow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The real directories that hold the files of scans: the roots of their datasets, and what links below them lead to. The
 * engine follows links before it compares with what it may read. Only files that are read are looked at, and each
 * directory of a dataset once.
 */
final class Directories {
    private final WeakHashMap<FileSet, Known> known = new WeakHashMap<>();

    /** Parents of files that were looked at, and the directories that are needed for them. */
    private record Known(Set<Path> parents, Set<Path> needed) {}

    /**
     * @param links those of the tasks' files that are links
     * @throws QueryException STALE_SNAPSHOT if a directory is gone
     */
    synchronized Set<Path> of(Collection<ScanTask> tasks, Collection<Path> links) {
        Set<Path> all = new HashSet<>();
        for (ScanTask task : tasks) {
            Known dataset = known.computeIfAbsent(task.scan().files(), Directories::roots);
            task.files().forEach(file -> addParent(file, dataset));
            all.addAll(dataset.needed);
        }
        links.forEach(link -> all.add(parent(real(link))));
        return all;
    }

    private static Known roots(FileSet dataset) {
        Set<Path> roots = new HashSet<>();
        dataset.roots().forEach(root -> roots.add(real(root)));
        return new Known(new HashSet<>(), roots);
    }

    private static void addParent(DataFile file, Known dataset) {
        Path parent = parent(file.path());
        if (dataset.parents.add(parent)) {
            Path real = real(parent);
            if (dataset.needed.stream().noneMatch(real::startsWith)) {
                dataset.needed.add(real);
            }
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file.getFileSystem().getPath("") : parent;
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new QueryException(ErrorCode.STALE_SNAPSHOT, FilesNow.stale(path, "is gone"), e);
        }
    }
}
