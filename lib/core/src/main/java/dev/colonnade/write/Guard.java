package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.SnapshotLog;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides under the lock of a commit whether a write may go on, and which files it takes out. */
final class Guard {
    private final Target target;
    private final ConflictPolicy policy;
    private final List<FileSet> read;
    private final long begun;
    private Claim claim;

    /**
     * @param read snapshots of this dataset that have to be current, because the rows are computed from them
     * @param begun the version that was the newest when the write began, 0 if there was none
     */
    Guard(Target target, Claim claim, List<FileSet> read, ConflictPolicy policy, long begun) {
        this.target = target;
        this.claim = claim;
        this.read = read;
        this.policy = policy;
        this.begun = begun;
    }

    /**
     * The files to take out.
     *
     * @param keys the partition keys of the new files
     * @param partitions the relative directories that get new files
     * @throws DatasetException CONFLICT or EXISTS
     */
    List<Entry> replaced(SnapshotLog log, List<String> keys, Set<String> partitions) throws IOException {
        Optional<Snapshot> head = log.head();
        if (policy.kind() == ConflictPolicy.Kind.FAIL && version(head) != begun) {
            throw conflict(head, "This write began at version " + begun);
        }
        if (claim.joinsOthers()) {
            requireKeys(head, keys);
            requireColumns(head);
        }
        for (FileSet files : read) {
            if (!FileState.ofEntries(CurrentFiles.of(files)).equals(FileState.of(files.files()))) {
                throw conflict(head, "The rows were computed from this dataset as it was before");
            }
        }
        return claim.settle(target.root(), partitions)
                .orElseThrow(() -> conflict(
                        head, "The files to replace are no longer those that were there when this write began"));
    }

    private void requireKeys(Optional<Snapshot> head, List<String> keys) {
        List<String> there = head.map(
                        s -> s.keys().stream().map(Snapshot.Key::name).toList())
                .orElse(keys);
        if (!there.equals(keys) && !target.files().isEmpty()) {
            throw conflict(head, "The dataset is partitioned by (" + String.join(", ", there) + ") now");
        }
    }

    private void requireColumns(Optional<Snapshot> head) {
        if (head.filter(snapshot -> snapshot.columnsSince() > begun).isPresent()) {
            throw conflict(head, "The dataset has other columns now");
        }
    }

    long begun() {
        return begun;
    }

    /** Whether it is known beforehand that no file is taken out, and no version wanted if none is added. */
    boolean takesNothing() {
        return claim.takesNothing();
    }

    /** Takes what is there now for what is to be replaced. */
    void lookAgain() {
        claim = claim.renewed(target.root());
    }

    /** The same change, planned against another state of the dataset. */
    void planAgainst(Claim newer) {
        claim = newer;
    }

    /** Whether the rows may replace a newer state than the write began with: not if they are computed from the dataset. */
    boolean mayLookAgain() {
        return read.isEmpty();
    }

    private DatasetException conflict(Optional<Snapshot> head, String what) {
        String since = head.filter(s -> s.version() != begun)
                .map(s -> ", and version " + s.version() + " (" + s.what() + ") by " + s.who() + " has come between")
                .orElse("");
        return WriteErrors.of(
                ErrorCode.CONFLICT, target.root(), what + since + ": nothing was changed; refresh and write again.");
    }

    /** The newest version, 0 if there is none. */
    static long head(Committer committer) {
        return version(committer.head());
    }

    private static long version(Optional<Snapshot> head) {
        return head.map(Snapshot::version).orElse(0L);
    }
}
