package dev.colonnade.write;

import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.PastFiles;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.SnapshotLog;
import dev.colonnade.commit.Stage;
import dev.colonnade.commit.Vacuumed;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.CommittedFiles;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of a dataset: read, restored, and given up. */
public final class DatasetHistory {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetHistory.class);

    /** What the name of a file that was brought back ends with. */
    private static final Pattern RESTORED = Pattern.compile("-r\\d+(?=(\\.[^./]*)?$)");

    private final Path root;
    private final Committer committer;

    private DatasetHistory(Path root, Committer committer) {
        this.root = root;
        this.committer = committer;
    }

    /** Of the dataset in {@code directory}. @throws DatasetException NO_SUCH_VERSION if nothing was ever committed there */
    public static DatasetHistory of(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        return new DatasetHistory(
                root,
                Committer.existing(root)
                        .orElseThrow(
                                () -> WriteErrors.of(
                                        ErrorCode.NO_SUCH_VERSION,
                                        root,
                                        "No versions are known of this dataset, since none was written here by this library.")));
    }

    /** The directory that a dataset was opened as. @throws PlanException INVALID_ARGUMENT if it was not */
    public static Path directoryOf(FileSet dataset) {
        return Target.of(dataset).root();
    }

    /** The known versions, oldest first. */
    public List<Snapshot> snapshots() {
        return committer.look(SnapshotLog::all);
    }

    /** The version that was current at a moment. @throws DatasetException NO_SUCH_VERSION if none is known */
    public long versionAt(Instant moment) {
        return snapshots().stream()
                .filter(snapshot -> !snapshot.at().isAfter(moment))
                .mapToLong(Snapshot::version)
                .max()
                .orElseThrow(() -> WriteErrors.of(
                        ErrorCode.NO_SUCH_VERSION, root, "No version of " + moment + " or before is known any more."));
    }

    /** The paths of the files of a version, as they lie now. @throws DatasetException NO_SUCH_VERSION */
    public List<Path> files(long version) {
        return committer.look(log -> past(log, version).files().values().stream()
                .map(place -> root.resolve(place.path()))
                .toList());
    }

    private PastFiles past(SnapshotLog log, long version) throws IOException {
        List<Snapshot> all = log.all();
        if (all.stream().noneMatch(snapshot -> snapshot.version() == version)) {
            throw WriteErrors.of(ErrorCode.NO_SUCH_VERSION, root, noSuch(version, all));
        }
        return PastFiles.of(all, now().keySet(), version);
    }

    private static String noSuch(long version, List<Snapshot> all) {
        return "There is no version " + version + ": "
                + (all.isEmpty()
                        ? "none is known."
                        : "known are " + all.get(0).version() + " to "
                                + all.get(all.size() - 1).version() + ".");
    }

    private Map<String, Entry> now() {
        Map<String, Entry> now = new TreeMap<>();
        CurrentFiles.in(root).forEach(entry -> now.put(committer.home().relative(entry.path()), entry));
        return now;
    }

    /**
     * Makes the dataset what it was as {@code version}, by a commit; what is left out is kept as for any commit.
     *
     * @return the new version
     * @throws DatasetException NO_SUCH_VERSION, IO, TIMEOUT
     */
    public Snapshot rollbackTo(long version, String who) {
        Optional<FileSet> back = retired(version);
        try (Stage stage = committer.stage()) {
            Snapshot next = committer.commit(stage, List.of(), log -> rollback(log, version, who));
            leave(next, back);
            return next;
        }
    }

    /** The footers of files that a rollback brings back; empty if there are none, or if nobody will ask for them. */
    private Optional<FileSet> retired(long version) {
        List<Path> files = committer.look(log -> past(log, version).files().values().stream()
                .filter(place -> place.retired() != null)
                .map(place -> root.resolve(place.path()))
                .toList());
        if (files.isEmpty() || !CommittedFiles.areKept(root, version + 1, files.size())) {
            return Optional.empty();
        }
        try {
            return Optional.of(CommittedFiles.staged(files));
        } catch (DatasetException unreadable) { // brought back all the same: who opens the dataset is told
            LOG.warn("A file of version {} does not read, and is brought back as it is.", version, unreadable);
            return Optional.empty();
        }
    }

    private void leave(Snapshot version, Optional<FileSet> back) {
        Map<Path, String> places = new HashMap<>();
        version.restored()
                .forEach(each ->
                        places.put(committer.home().retired(each), each.file().path()));
        List<String> removed =
                version.removed().stream().map(Snapshot.File::path).toList();
        CommittedFiles.leave(root, version.version(), back, places, removed);
    }

    private Change rollback(SnapshotLog log, long version, String who) throws IOException {
        PastFiles past = past(log, version);
        Map<String, Entry> gone = now();
        List<Snapshot.Restored> restored = new ArrayList<>();
        List<Snapshot> all = log.all();
        long next = all.get(all.size() - 1).version() + 1;
        Set<String> names = new HashSet<>();
        past.files().forEach((path, place) -> {
            PastFiles.Retired retired = place.retired();
            if (retired == null) {
                gone.remove(place.path());
            } else {
                String name = renamed(RESTORED.matcher(retired.path()).replaceFirst(""), next);
                String free = names.add(name) ? name : renamed(retired.path(), next);
                restored.add(new Snapshot.Restored(retired.by(), retired.path(), new Snapshot.File(free, -1, -1)));
            }
        });
        List<Snapshot.File> removed = new ArrayList<>();
        gone.forEach((path, entry) -> removed.add(new Snapshot.File(path, entry.sizeBytes(), -1)));
        Snapshot then = of(all, version);
        boolean same = then.columnsSince() == all.get(all.size() - 1).columnsSince();
        return new Change(
                who,
                "rollback to version " + version,
                then.keys(),
                List.of(),
                removed,
                restored,
                same ? Change.Columns.KEPT : Change.Columns.CHANGED);
    }

    private static Snapshot of(List<Snapshot> all, long version) {
        return all.stream()
                .filter(snapshot -> snapshot.version() == version)
                .findFirst()
                .orElseThrow();
    }

    /** A path stands for one file for ever, so a restored file has another one, however often it was restored. */
    private static String renamed(String path, long version) {
        int dot = path.lastIndexOf('.');
        int cut = dot > path.lastIndexOf('/') ? dot : path.length();
        return path.substring(0, cut) + "-r" + version + path.substring(cut);
    }

    /**
     * Deletes what dead writers left, and gives up the versions that the dataset had moved on from longer ago than
     * {@code retention}, with the files that only they need.
     */
    public Vacuumed vacuum(Duration retention) {
        return committer.vacuum(Instant.now().minus(retention));
    }

    /** What {@link #vacuum} would delete. */
    public Vacuumed vacuumable(Duration retention) {
        return committer.vacuumable(Instant.now().minus(retention));
    }
}
