package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Where files lie now that commits have moved: taken out of their dataset, brought back under another name, maybe taken out
 * again.
 */
public final class MovedFiles {
    private final Home home;
    private final BiPredicate<Path, Path> same;
    /** By path the versions that took it out, the newest first. */
    private final Map<String, List<Long>> takenOut = new HashMap<>();

    private final Map<PastFiles.Retired, Back> broughtBack = new HashMap<>();

    private record Back(String path, long version) {}

    private MovedFiles(Home home, BiPredicate<Path, Path> same) {
        this.home = home;
        this.same = same;
    }

    /**
     * Looks into the logs of the datasets that the files lie in, from the newest version back, while nothing is published
     * there.
     *
     * @param files paths that they had at some time
     * @param same whether the file that had the first path is what the second one leads to; others may use a path of ours
     *     again
     * @return the paths that they have now; a file that no log knows is left out
     * @throws dev.colonnade.error.DatasetException TIMEOUT, CANCELLED, NOT_READABLE or CORRUPT_FILE
     */
    public static Map<Path, Path> of(Collection<Path> files, BiPredicate<Path, Path> same) {
        Map<Home, List<Path>> byHome = new LinkedHashMap<>();
        Map<Path, Optional<Home>> homes = new HashMap<>();
        for (Path file : files) {
            homes.computeIfAbsent(file.resolveSibling(""), Home::around)
                    .ifPresent(home ->
                            byHome.computeIfAbsent(home, h -> new ArrayList<>()).add(file));
        }
        Map<Path, Path> found = new HashMap<>();
        byHome.forEach((home, wanted) -> {
            try {
                MovedFiles moved = new MovedFiles(home, same);
                found.putAll(
                        HomeLock.during(Publication.enterSettled(home, LocalDisk.INSTANCE), () -> moved.find(wanted)));
            } catch (IOException e) {
                throw CommitErrors.notReadable(home.root(), e);
            }
        });
        return found;
    }

    private Map<Path, Path> find(List<Path> wanted) throws IOException {
        Map<String, Path> names = new HashMap<>();
        wanted.forEach(file -> names.put(home.relative(file), file));
        Map<Path, Path> found = new HashMap<>();
        SnapshotLog log = new SnapshotLog(home, LocalDisk.INSTANCE);
        List<Long> versions = log.versions();
        for (int i = versions.size() - 1; i >= 0 && !names.isEmpty(); i--) {
            Snapshot snapshot = log.read(versions.get(i));
            note(snapshot);
            for (Snapshot.File file : snapshot.removed()) {
                PastFiles.Retired retired = new PastFiles.Retired(snapshot.version(), file.path());
                findAs(file.path(), retired, names, found);
                findAs(Home.retired(retired.by(), retired.path()), retired, names, found);
            }
        }
        return found;
    }

    private void note(Snapshot snapshot) {
        for (Snapshot.File file : snapshot.removed()) {
            takenOut.computeIfAbsent(file.path(), path -> new ArrayList<>()).add(snapshot.version());
        }
        for (Snapshot.Restored each : snapshot.restored()) {
            broughtBack.put(
                    new PastFiles.Retired(each.removedBy(), each.was()),
                    new Back(each.file().path(), snapshot.version()));
        }
    }

    private void findAs(String name, PastFiles.Retired retired, Map<String, Path> names, Map<Path, Path> found) {
        Path file = names.get(name);
        if (file != null) {
            Path place = home.resolve(follow(retired));
            if (same.test(file, place)) {
                found.put(file, place);
                names.remove(name);
            }
        }
    }

    private String follow(PastFiles.Retired from) {
        PastFiles.Retired at = from;
        for (Back back = broughtBack.get(at); back != null; back = broughtBack.get(at)) {
            Optional<Long> again = firstAfter(back.version(), takenOut.getOrDefault(back.path(), List.of()));
            if (again.isEmpty()) {
                return back.path();
            }
            at = new PastFiles.Retired(again.get(), back.path());
        }
        return Home.retired(at.by(), at.path());
    }

    private static Optional<Long> firstAfter(long version, List<Long> newestFirst) {
        return newestFirst.stream().filter(each -> each > version).reduce((newer, older) -> older);
    }
}
