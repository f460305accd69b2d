package dev.colonnade.commit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of an earlier version, found by going back from what is there now through the log. A file that no entry names
 * was put there by somebody else and counts for every version.
 *
 * @param files by their path in that version
 */
public record PastFiles(Map<String, Place> files) {
    /**
     * Where a file lies now.
     *
     * @param path relative to the dataset's directory
     * @param retired what took it out, or null if it is a file of the current version
     */
    public record Place(String path, @Nullable Retired retired) {}

    /** A file under the path that it had when version {@code by} took it out. */
    public record Retired(long by, String path) {}

    /**
     * @param log all known versions, oldest first
     * @param now the paths of the current version
     * @param version one of the log
     */
    public static PastFiles of(List<Snapshot> log, Collection<String> now, long version) {
        Map<String, Retired> taken = new HashMap<>();
        Set<String> current = new HashSet<>(now);
        for (int i = log.size() - 1; i >= 0 && log.get(i).version() > version; i--) {
            Snapshot snapshot = log.get(i);
            snapshot.added().forEach(file -> drop(file.path(), current, taken));
            snapshot.restored().forEach(each -> drop(each.file().path(), current, taken));
            snapshot.removed().forEach(file -> taken.put(file.path(), new Retired(snapshot.version(), file.path())));
        }
        Map<String, Place> files = new TreeMap<>();
        current.forEach(path -> files.put(path, new Place(path, null)));
        taken.forEach((path, retired) -> files.put(path, place(log, retired)));
        return new PastFiles(files);
    }

    private static void drop(String path, Set<String> current, Map<String, Retired> taken) {
        current.remove(path);
        taken.remove(path);
    }

    /** Follows a file that was brought back, and maybe taken out again. */
    private static Place place(List<Snapshot> log, Retired retired) {
        for (Snapshot snapshot : log) {
            for (Snapshot.Restored each : snapshot.restored()) {
                if (each.removedBy() == retired.by() && each.was().equals(retired.path())) {
                    return placeSince(log, each.file().path(), snapshot.version());
                }
            }
        }
        return new Place(Home.retired(retired.by(), retired.path()), retired);
    }

    private static Place placeSince(List<Snapshot> log, String path, long version) {
        for (Snapshot snapshot : log) {
            boolean takesOut = snapshot.version() > version
                    && snapshot.removed().stream().anyMatch(file -> file.path().equals(path));
            if (takesOut) {
                return place(log, new Retired(snapshot.version(), path));
            }
        }
        return new Place(path, null);
    }
}
