package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Deletes, in an order in which it can be cut off anywhere, what no reader and no version needs. */
final class Vacuum {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Home home;
    private final Disk disk;
    private final SnapshotLog log;

    Vacuum(Home home, Disk disk, SnapshotLog log) {
        this.home = home;
        this.disk = disk;
        this.log = log;
    }

    Vacuumed run(Instant horizon) throws IOException {
        int stages = Stage.removeOrphans(home, disk);
        disk.delete(home.unfinishedRedo());
        new Decisions(home, disk).clean();
        List<Snapshot> all = log.all();
        if (all.isEmpty()) {
            return new Vacuumed(stages, 0, 0);
        }
        long oldest = oldestNeeded(all, horizon);
        int versions = 0;
        for (Snapshot snapshot : all) {
            if (snapshot.version() < oldest) {
                disk.delete(home.resolve(SnapshotLog.entry(snapshot.version())));
                versions++;
            }
        }
        disk.syncDirectory(home.log());
        return new Vacuumed(stages, versions, removeRetired(oldest));
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
    private int removeRetired(long oldest) throws IOException {
        int files = 0;
        for (Path directory : disk.list(home.retired())) {
            String name = directory.getFileName().toString();
            if (NUMBER.matcher(name).matches() && Long.parseLong(name) <= oldest) {
                files += removeFiles(directory);
            }
        }
        return files;
    }

    private int removeFiles(Path directory) throws IOException {
        int files = 0;
        for (Path path : disk.list(directory)) {
            if (disk.kind(path) == Disk.Kind.DIRECTORY) {
                files += removeFiles(path);
            } else if (path.toString().endsWith(Home.RETIRED_SUFFIX)) {
                disk.delete(path);
                files++;
            }
        }
        Stage.removeIfEmpty(directory, disk);
        return files;
    }
}
