package dev.colonnade.commit;

import dev.colonnade.commit.Redo.Move;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The way for a writer to change a dataset: all of a change or nothing of it. Safe for use by several threads. */
public final class Committer {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final Home home;
    private final Disk disk;

    Committer(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** Decides on a change while nobody else reads or writes. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * @param log the versions so far
         * @throws IOException if the log cannot be read
         * @throws dev.colonnade.error.ColonnadeException to leave everything as it is
         */
        Change against(SnapshotLog log) throws IOException;
    }

    /** For the dataset in {@code root}, which is made a home if it is none. @throws dev.colonnade.error.DatasetException IO */
    public static Committer at(Path root) {
        return at(root, LocalDisk.INSTANCE);
    }

    /** For the dataset in {@code root} if that is a home. */
    public static Optional<Committer> existing(Path root) {
        return Home.around(root)
                .filter(home -> home.equals(new Home(root)))
                .map(home -> new Committer(home, LocalDisk.INSTANCE));
    }

    static Committer at(Path root, Disk disk) {
        Home home = new Home(root);
        try {
            Set<Path> grown = new LinkedHashSet<>();
            makeDirectories(home.root(), disk, grown);
            Syncs.all(grown, disk::syncDirectory);
            for (Path directory : List.of(home.own(), home.log(), home.stages(), home.retired())) {
                disk.createDirectory(directory);
            }
            if (disk.kind(home.lock()) == Disk.Kind.NOTHING) {
                requireReaders(home, disk);
                disk.write(home.lock(), new byte[0]);
                disk.syncDirectory(home.own());
                disk.syncDirectory(home.root());
            }
            return new Committer(home, disk);
        } catch (IOException e) {
            throw CommitErrors.unchanged(home.root(), e);
        }
    }

    /** What readers lock. */
    private static void requireReaders(Home home, Disk disk) throws IOException {
        if (disk.kind(home.readers()) == Disk.Kind.NOTHING) {
            disk.write(home.readers(), new byte[0]);
        }
    }

    public Home home() {
        return home;
    }

    /** A stage of one's own, to be closed. */
    public Stage stage() {
        try {
            return HomeLock.during(Publication.enterSettled(home, disk), () -> Stage.open(home, disk));
        } catch (IOException e) {
            throw CommitErrors.unchanged(home.root(), e);
        }
    }

    /** The newest version; empty if there is none yet. */
    public Optional<Snapshot> head() {
        return look(SnapshotLog::head);
    }

    /** Looks at the log while nobody changes anything. */
    @FunctionalInterface
    public interface Look<T> {
        T at(SnapshotLog log) throws IOException;
    }

    /** What {@code look} finds. @throws dev.colonnade.error.DatasetException NOT_READABLE, TIMEOUT */
    public <T> T look(Look<T> look) {
        try {
            return HomeLock.during(Publication.enterSettled(home, disk), () -> look.at(log()));
        } catch (IOException e) {
            throw CommitErrors.notReadable(home.root(), e);
        }
    }

    /** Holds off everybody else. */
    HomeLock.Held exclusive() throws IOException {
        return HomeLock.exclusive(home, WAIT);
    }

    Disk disk() {
        return disk;
    }

    private SnapshotLog log() {
        return new SnapshotLog(home, disk);
    }

    /**
     * Makes the files of a stage durable, lets {@code attempt} decide what to change, and changes it. Afterwards the
     * files have left the stage.
     *
     * @param files all files of the stage that may be added
     * @return the new version
     * @throws dev.colonnade.error.DatasetException IO if writing failed: the dataset is as it was, unless the sentence
     *     says otherwise; EXISTS if a name is taken; CONFLICT if a file to take out is gone
     */
    public Snapshot commit(Stage stage, Collection<Path> files, Attempt attempt) {
        try {
            syncStaged(stage, files);
            return HomeLock.during(exclusive(), () -> publish(stage, attempt));
        } catch (IOException e) {
            throw CommitErrors.unchanged(home.root(), e);
        }
    }

    void syncStaged(Stage stage, Collection<Path> files) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        for (Path file : files) {
            for (Path d = parent(file); d.startsWith(stage.data()); d = parent(d)) {
                directories.add(d);
            }
        }
        Syncs.all(files, disk::sync);
        Syncs.all(directories, disk::syncDirectory);
    }

    private Snapshot publish(Stage stage, Attempt attempt) throws IOException {
        Prepared prepared = prepare(stage, attempt);
        publisher().publish(prepared.redo());
        return prepared.next();
    }

    /** A version that can be published. */
    record Prepared(Snapshot next, Redo redo) {}

    Publisher publisher() {
        return new Publisher(home, disk);
    }

    /** Finishes what dead writers left and decides on the next version, under the exclusive lock. */
    Prepared prepare(Stage stage, Attempt attempt) throws IOException {
        publisher().recover();
        Stage.removeOrphans(home, disk);
        Change change = attempt.against(log());
        Optional<Snapshot> head = log().head();
        long version = head.map(Snapshot::version).orElse(0L) + 1;
        long columnsSince = head.map(Snapshot::columnsSince).orElse(0L);
        Snapshot next = new Snapshot(
                version,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                change.who(),
                change.what(),
                change.keys(),
                change.added().stream().map(Change.Staged::target).toList(),
                change.removed(),
                change.restored(),
                change.columns() == Change.Columns.CHANGED ? version : columnsSince);
        disk.write(stage.entry(), next.encode());
        disk.syncDirectory(stage.directory());
        List<Move> moves = moves(stage, change, version);
        prepare(moves);
        return new Prepared(next, new Redo(version, stage.id(), moves, Optional.empty()));
    }

    private List<Move> moves(Stage stage, Change change, long version) {
        List<Move> moves = new ArrayList<>();
        change.removed().forEach(file -> moves.add(new Move(file.path(), Home.retired(version, file.path()))));
        for (Change.Staged each : change.added()) {
            moves.add(new Move(home.relative(each.file()), each.target().path()));
        }
        for (Snapshot.Restored each : change.restored()) {
            moves.add(new Move(
                    Home.retired(each.removedBy(), each.was()), each.file().path()));
        }
        moves.add(new Move(home.relative(stage.entry()), SnapshotLog.entry(version)));
        return moves;
    }

    /** Makes sure that each rename will find what it moves, a directory to move it to, and no file of its new name. */
    private void prepare(List<Move> moves) throws IOException {
        Set<Path> ready = new HashSet<>();
        Set<Path> grown = new LinkedHashSet<>();
        for (Move move : moves) {
            Path from = home.resolve(move.from());
            Path to = home.resolve(move.to());
            if (disk.kind(from) != Disk.Kind.FILE) {
                throw CommitErrors.of(
                        ErrorCode.CONFLICT,
                        from,
                        "This file is gone, so nothing was changed: refresh and write again.");
            }
            if (disk.kind(to) != Disk.Kind.NOTHING) {
                throw CommitErrors.of(
                        ErrorCode.EXISTS,
                        to,
                        "This file exists already, so nothing was changed: choose another file name.");
            }
            if (ready.add(parent(to))) {
                makeDirectories(parent(to), disk, grown);
            }
        }
        Syncs.all(grown, disk::syncDirectory);
    }

    private static Path parent(Path below) {
        return Objects.requireNonNull(below.getParent());
    }

    /** Makes a directory and what is missing above it. @param grown takes the directories that get one */
    private static void makeDirectories(Path directory, Disk disk, Set<Path> grown) throws IOException {
        if (disk.kind(directory) == Disk.Kind.DIRECTORY) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            makeDirectories(parent, disk, grown);
            disk.createDirectory(directory);
            grown.add(parent);
        }
    }

    /**
     * Deletes what dead writers left, and versions from which the dataset had already moved on at {@code horizon} with the
     * files that only they need. A version that somebody reads is kept, and all later ones.
     */
    public Vacuumed vacuum(Instant horizon) {
        return vacuuming(vacuum -> vacuum.run(horizon));
    }

    /** What {@link #vacuum} would delete. */
    public Vacuumed vacuumable(Instant horizon) {
        return vacuuming(vacuum -> vacuum.look(horizon));
    }

    private interface Cleaning {
        Vacuumed of(Vacuum vacuum) throws IOException;
    }

    private Vacuumed vacuuming(Cleaning cleaning) {
        try {
            return HomeLock.during(HomeLock.exclusive(home, WAIT), () -> {
                new Publisher(home, disk).recover();
                requireReaders(home, disk);
                ReaderLocks readers = Objects.requireNonNull(ReaderLocks.of(home));
                try {
                    return cleaning.of(new Vacuum(home, disk, log(), readers));
                } finally {
                    readers.done();
                }
            });
        } catch (IOException e) {
            throw CommitErrors.of(
                    ErrorCode.IO,
                    home.root(),
                    "The clean-up stopped, and the next one goes on: " + CommitErrors.reason(e) + ".",
                    e);
        }
    }
}
