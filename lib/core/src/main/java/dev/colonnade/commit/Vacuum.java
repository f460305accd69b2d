package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Deletes, in an order in which it can be cut off anywhere, what no reader and no version needs. */
final class Vacuum {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Home home;
    private final Disk disk;
    private final SnapshotLog log;
    private final ReaderLocks readers;

    /** @param readers to be told when all is done */
    Vacuum(Home home, Disk disk, SnapshotLog log, ReaderLocks readers) {
        this.home = home;
        this.disk = disk;
        this.log = log;
        this.readers = readers;
    }

    /**
     * What nobody needs any more.
     *
     * @param versions to be given up
     * @param files that only they need
     * @param bytes of these files, as far as the log knows them
     * @param read the version that is kept with all later ones only because somebody reads it
     */
    private record Needless(List<Long> versions, List<Path> files, long bytes, OptionalLong read) {}

    /** What {@link #run} would delete. */
    Vacuumed look(Instant horizon) throws IOException {
        Needless needless = needless(horizon);
        int stages = Stage.orphans(home, disk).size();
        return vacuumed(stages, needless);
    }

    Vacuumed run(Instant horizon) throws IOException {
        int stages = Stage.removeOrphans(home, disk);
        disk.delete(home.unfinishedRedo());
        new Decisions(home, disk).clean(horizon);
        Needless needless = needless(horizon);
        for (long version : needless.versions()) {
            disk.delete(home.resolve(SnapshotLog.entry(version)));
        }
        if (!needless.versions().isEmpty()) {
            disk.syncDirectory(home.log());
        }
        for (Path file : needless.files()) {
            disk.delete(file);
        }
        removeEmptyDirectories(home.retired());
        return vacuumed(stages, needless);
    }

    private static Vacuumed vacuumed(int stages, Needless needless) {
        return new Vacuumed(
                stages, needless.versions().size(), needless.files().size(), needless.bytes(), needless.read());
    }

    private Needless needless(Instant horizon) throws IOException {
        List<Snapshot> all = log.all();
        if (all.isEmpty()) {
            return new Needless(List.of(), List.of(), 0, OptionalLong.empty());
        }
        long wanted = oldestNeeded(all, horizon);
        long oldest = readers.giveUp(wanted);
        Map<Path, Long> sizes = new HashMap<>();
        for (Snapshot snapshot : all) {
            for (Snapshot.File file : snapshot.removed()) {
                sizes.put(home.resolve(Home.retired(snapshot.version(), file.path())), Math.max(0, file.bytes()));
            }
        }
        List<Path> files = retired(oldest);
        return new Needless(
                all.stream()
                        .map(Snapshot::version)
                        .filter(version -> version < oldest)
                        .toList(),
                files,
                files.stream().mapToLong(file -> sizes.getOrDefault(file, 0L)).sum(),
                oldest < wanted ? OptionalLong.of(oldest) : OptionalLong.empty());
    }

    /** The version that was current at {@code horizon}, or the oldest known one. */
    private static long oldestNeeded(List<Snapshot> all, Instant horizon) {
        long oldest = all.get(0).version();
        for (Snapshot snapshot : all) {
            if (!snapshot.at().isAfter(horizon)) {
                oldest = snapshot.version();
            }
        }
        return oldest;
    }

    /** What a version has taken out is needed by older versions only. */
    private List<Path> retired(long oldest) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : disk.list(home.retired())) {
            String name = directory.getFileName().toString();
            if (NUMBER.matcher(name).matches() && Long.parseLong(name) <= oldest) {
                addFiles(directory, files);
            }
        }
        return files;
    }

    private void addFiles(Path directory, List<Path> into) throws IOException {
        for (Path path : disk.list(directory)) {
            if (disk.kind(path) == Disk.Kind.DIRECTORY) {
                addFiles(path, into);
            } else if (path.toString().endsWith(Home.RETIRED_SUFFIX)) {
                into.add(path);
            }
        }
    }

    private void removeEmptyDirectories(Path retired) throws IOException {
        for (Path directory : disk.list(retired)) {
            if (NUMBER.matcher(directory.getFileName().toString()).matches()) {
                removeIfEmpty(directory);
            }
        }
    }

    private void removeIfEmpty(Path directory) throws IOException {
        for (Path path : disk.list(directory)) {
            if (disk.kind(path) == Disk.Kind.DIRECTORY) {
                removeIfEmpty(path);
            }
        }
        Stage.removeIfEmpty(directory, disk);
    }
}
