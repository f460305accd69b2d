package dev.colonnade.commit;

import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The versions of a dataset: one immutable file each, named by its number. */
public final class SnapshotLog {
    private static final Pattern NAME = Pattern.compile("\\d{20}");

    private final Home home;
    private final Disk disk;

    SnapshotLog(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** The path of a version's entry, relative to the dataset's directory. */
    static String entry(long version) {
        return Home.NAME + "/log/" + String.format("%020d", version);
    }

    /** The versions that are known, in order. */
    List<Long> versions() throws IOException {
        List<Long> versions = new ArrayList<>();
        for (Path file : disk.list(home.log())) {
            String name = file.getFileName().toString();
            if (NAME.matcher(name).matches()) {
                versions.add(Long.parseLong(name));
            }
        }
        Collections.sort(versions);
        return versions;
    }

    /** The newest version; empty if nothing has been committed yet. */
    public Optional<Snapshot> head() throws IOException {
        List<Long> versions = versions();
        return versions.isEmpty() ? Optional.empty() : Optional.of(read(versions.get(versions.size() - 1)));
    }

    /** All known versions, oldest first. */
    public List<Snapshot> all() throws IOException {
        List<Snapshot> all = new ArrayList<>();
        for (long version : versions()) {
            all.add(read(version));
        }
        return all;
    }

    Snapshot read(long version) throws IOException {
        Path file = home.resolve(entry(version));
        return Snapshot.decode(disk.read(file))
                .orElseThrow(() -> CommitErrors.of(
                        ErrorCode.CORRUPT_FILE,
                        file,
                        "This entry of the log is damaged or was written by a newer version of the library."));
    }
}
