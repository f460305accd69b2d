package dev.colonnade.commit;

import dev.colonnade.commit.Redo.Move;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** Finishes what a writer that died had recorded. */
    void recover() throws IOException {
        if (isPending()) {
            Redo redo = Redo.decode(disk.read(home.redo()))
                    .orElseThrow(() -> CommitErrors.of(
                            ErrorCode.CORRUPT_FILE,
                            home.redo(),
                            "The record of an unfinished commit is damaged or was written by a newer version of the"
                                    + " library."));
            finish(redo);
        }
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
            disk.write(home.unfinishedRedo(), redo.encode());
            disk.move(home.unfinishedRedo(), home.redo());
            disk.syncDirectory(home.own());
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
            for (int i = done.size() - 1; i >= 0; i--) {
                applyIfThere(done.get(i).back());
            }
            syncAround(done);
            forget();
        } catch (IOException worse) {
            failure.addSuppressed(worse);
            throw CommitErrors.unsettled(home.root(), redo.version(), failure);
        }
    }

    /** A record that comes back after a power failure is found to be done. */
    private void syncForgotten() {
        try {
            disk.syncDirectory(home.own());
        } catch (IOException e) {
            LOG.warn("The record of a finished commit may come back in {}, which does no harm.", home.root(), e);
        }
    }

    private void forget() throws IOException {
        disk.delete(home.redo());
        disk.syncDirectory(home.own());
    }

    private void apply(Move move) throws IOException {
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

    private void syncAround(List<Move> moves) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        for (Move move : moves) {
            directories.add(home.resolve(move.to()).getParent());
            directories.add(home.resolve(move.from()).getParent());
        }
        Syncs.all(directories, disk::syncDirectory);
    }
}
