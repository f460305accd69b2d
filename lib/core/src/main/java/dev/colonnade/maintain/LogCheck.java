package dev.colonnade.maintain;

import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.SnapshotLog;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the log of a dataset with the files that are there. Files that no entry names are nobody's business. */
public final class LogCheck {
    private LogCheck() {}

    /** The problems of those locations that are datasets with a log. @throws dev.colonnade.error.DatasetException */
    public static List<String> at(List<String> locations) {
        List<String> problems = new ArrayList<>();
        locations.forEach(location -> problems.addAll(of(Path.of(location))));
        return problems;
    }

    /** One sentence for each file that is gone, or has another size than was committed; none without a log. */
    public static List<String> of(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        return Committer.existing(root)
                .map(committer -> committer.look(log -> compare(root, log)))
                .orElse(List.of());
    }

    private static List<String> compare(Path root, SnapshotLog log) throws IOException {
        Map<String, Entry> there = new HashMap<>();
        CurrentFiles.in(root)
                .forEach(entry -> there.put(
                        root.relativize(entry.path().toAbsolutePath().normalize())
                                .toString()
                                .replace('\\', '/'),
                        entry));
        List<String> problems = new ArrayList<>();
        expected(log.all()).forEach((path, file) -> {
            Entry entry = there.get(path);
            if (entry == null) {
                problems.add("[" + root.resolve(path)
                        + "] The file was committed, and nobody has taken it out, but it is gone.");
            } else if (file.bytes() >= 0 && file.bytes() != entry.sizeBytes()) {
                problems.add("[" + root.resolve(path) + "] The file has " + entry.sizeBytes() + " bytes, and "
                        + file.bytes() + " were committed.");
            }
        });
        return problems;
    }

    private static Map<String, Snapshot.File> expected(List<Snapshot> log) {
        Map<String, Snapshot.File> expected = new TreeMap<>();
        for (Snapshot snapshot : log) {
            snapshot.removed().forEach(file -> expected.remove(file.path()));
            snapshot.added().forEach(file -> expected.put(file.path(), file));
            snapshot.restored().forEach(each -> expected.put(each.file().path(), each.file()));
        }
        return expected;
    }
}
