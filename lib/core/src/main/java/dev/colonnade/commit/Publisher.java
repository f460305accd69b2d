package dev.colonnade.commit;

import dev.colonnade.commit.Redo.Move;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the changes of redo records visible, under the exclusive lock of their home. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Home home;
    private final Disk disk;

    Publisher(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    boolean isPending() throws IOException {
        return disk.kind(home.redo()) == Disk.Kind.FILE;
    }

    /** Finishes what a writer that died had recorded, or forgets it if it was part of a joint commit that was not decided. */
    void recover() throws IOException {
        Optional<Redo> pending = pending();
        if (pending.isEmpty()) {
            return;
        }
        Optional<Redo.Joint> joint = pending.get().joint();
        if (joint.isEmpty()) {
            finish(pending.get());
        } else {
            recover(pending.get(), joint.get());
        }
    }

    private void recover(Redo redo, Redo.Joint joint) throws IOException {
        Home coordinator = Decisions.home(home, joint.coordinator());
        if (disk.kind(coordinator.lock()) != Disk.Kind.FILE) {
            throw CommitErrors.of(
                    ErrorCode.NOT_READABLE,
                    home.root(),
                    "A commit of this dataset together with [" + coordinator.root()
                            + "] was cut off, and what was decided is not found there: put that dataset back, or give"
                            + " the commit up by deleting '" + home.redo() + "'.");
        }
        Decisions decisions = new Decisions(coordinator, disk);
        if (decisions.has(joint.id())) {
            finish(redo);
            decisions.forgetIfDone(joint.id());
        } else {
            forget();
        }
    }

    /** The record of the home; empty if there is none. */
    Optional<Redo> pending() throws IOException {
        if (!isPending()) {
            return Optional.empty();
        }
        return Optional.of(Redo.decode(disk.read(home.redo()))
                .orElseThrow(() -> CommitErrors.of(
                        ErrorCode.CORRUPT_FILE,
                        home.redo(),
                        "The record of an unfinished commit is damaged or was written by a newer version of the"
                                + " library.")));
    }

    private void finish(Redo redo) throws IOException {
        for (Move move : redo.moves()) {
            apply(move);
        }
        syncAround(redo.moves());
        forget();
    }

    /** Records the change, which is the moment from which on it counts, and makes it visible; or neither. */
    void publish(Redo redo) throws IOException {
        List<Move> done = new ArrayList<>();
        try {
            record(redo);
            for (Move move : redo.moves()) {
                done.add(move);
                apply(move);
            }
            syncAround(redo.moves());
            deleteRecord();
        } catch (IOException failure) {
            takeBack(redo, done, failure);
            throw failure;
        }
        syncForgotten();
    }

    /** Writes the record, all at once. */
    void record(Redo redo) throws IOException {
        disk.write(home.unfinishedRedo(), redo.encode());
        disk.move(home.unfinishedRedo(), home.redo());
        disk.syncDirectory(home.own());
    }

    private void deleteRecord() throws IOException {
        try {
            disk.delete(home.redo());
        } catch (IOException e) {
            if (isPending()) {
                throw e;
            }
        }
    }

    private void takeBack(Redo redo, List<Move> done, IOException failure) {
        try {
            undo(done);
            forget();
        } catch (IOException worse) {
            failure.addSuppressed(worse);
            throw CommitErrors.unsettled(home.root(), redo.version(), failure);
        }
    }

    /** Takes renames back, the last one first. */
    void undo(List<Move> done) throws IOException {
        for (int i = done.size() - 1; i >= 0; i--) {
            applyIfThere(done.get(i).back());
        }
        syncAround(done);
    }

    /** A record that comes back after a power failure is found to be done. */
    private void syncForgotten() {
        try {
            disk.syncDirectory(home.own());
        } catch (IOException e) {
            LOG.warn("The record of a finished commit may come back in {}, which does no harm.", home.root(), e);
        }
    }

    /** Deletes the record. */
    void forget() throws IOException {
        disk.delete(home.redo());
        disk.syncDirectory(home.own());
    }

    void apply(Move move) throws IOException {
        if (!applyIfThere(move) && disk.kind(home.resolve(move.to())) == Disk.Kind.NOTHING) {
            throw lost(move);
        }
    }

    private boolean applyIfThere(Move move) throws IOException {
        Path from = home.resolve(move.from());
        boolean there = disk.kind(from) == Disk.Kind.FILE;
        if (there) {
            disk.move(from, home.resolve(move.to()));
        }
        return there;
    }

    private DatasetException lost(Move move) {
        return CommitErrors.of(
                ErrorCode.CORRUPT_FILE,
                home.root(),
                "A recorded commit cannot be finished, because somebody has deleted '" + move.from()
                        + "': put the file back, or give the commit up by deleting '" + home.redo() + "'.");
    }

    /** Makes renames durable. A directory that is gone by now, as that of a finished writer's stage, needs nothing. */
    void syncAround(List<Move> moves) throws IOException {
        Set<Path> around = new LinkedHashSet<>();
        for (Move move : moves) {
            around.add(home.resolve(move.to()).getParent());
            around.add(home.resolve(move.from()).getParent());
        }
        List<Path> there = new ArrayList<>();
        for (Path directory : around) {
            if (disk.kind(directory) == Disk.Kind.DIRECTORY) {
                there.add(directory);
            }
        }
        Syncs.all(there, disk::syncDirectory);
    }
}
