package dev.colonnade.write;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.SnapshotLog;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides under the lock of a commit which files a write replaces, and whether it may. */
final class Guard {
    private final Target target;
    private final WriteMode mode;
    private final ConflictPolicy policy;
    private final List<FileSet> read;
    private final long begun;
    private Set<State> seen;

    /** A data file in one state. */
    private record State(String path, long bytes, long modifiedNanos) {}

    /**
     * @param rows what is written
     * @param begun the version that was the newest when the write began, 0 if there was none
     */
    Guard(Target target, LogicalPlan rows, WriteOptions options, long begun) {
        this.target = target;
        this.mode = options.mode();
        this.policy = options.conflicts();
        this.begun = begun;
        boolean replaces = mode == WriteMode.OVERWRITE || mode == WriteMode.OVERWRITE_PARTITIONS;
        this.read = replaces ? readBelow(rows, target.root()) : List.of();
        this.seen = replaces ? target.before().map(Guard::states).orElse(Set.of()) : Set.of();
    }

    /** The snapshots of this dataset that the rows are computed from. */
    private static List<FileSet> readBelow(LogicalPlan rows, Path root) {
        return Plans.scans(rows).stream()
                .map(LogicalPlan.Scan::files)
                .filter(files -> isBelow(files, root))
                .toList();
    }

    private static boolean isBelow(FileSet files, Path root) {
        return files.files().stream()
                .anyMatch(file -> file.path().toAbsolutePath().normalize().startsWith(root));
    }

    private static Set<State> states(FileSet files) {
        Set<State> states = new HashSet<>();
        for (DataFile file : files.files()) {
            states.add(new State(absolute(file.path()), file.sizeBytes(), file.modifiedNanos()));
        }
        return states;
    }

    private static Set<State> states(List<Entry> entries) {
        Set<State> states = new HashSet<>();
        for (Entry entry : entries) {
            states.add(new State(absolute(entry.path()), entry.sizeBytes(), entry.modifiedNanos()));
        }
        return states;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /**
     * The files to take out.
     *
     * @param partitions the relative directories that get new files
     * @throws DatasetException CONFLICT or EXISTS
     */
    List<Entry> replaced(SnapshotLog log, List<String> keys, Set<String> partitions) throws IOException {
        Optional<Snapshot> head = log.head();
        if (policy.kind() == ConflictPolicy.Kind.FAIL && version(head) != begun) {
            throw conflict(head, "This write began at version " + begun);
        }
        return switch (mode) {
            case FAIL_IF_EXISTS -> {
                requireNothing(target, target.files().size());
                yield List.of();
            }
            case APPEND -> {
                requireKeys(head, keys);
                yield List.of();
            }
            case OVERWRITE -> unchanged(target.files(), seen, head);
            case OVERWRITE_PARTITIONS -> {
                requireKeys(head, keys);
                PartitionFilter filter = new PartitionFilter(target.root(), partitions);
                Set<State> expected = new HashSet<>(seen);
                expected.removeIf(state -> !filter.holds(Path.of(state.path())));
                List<Entry> now = target.files().stream()
                        .filter(entry -> filter.holds(entry.path()))
                        .toList();
                yield unchanged(now, expected, head);
            }
        };
    }

    static void requireNothing(Target target, int files) {
        if (files > 0) {
            throw WriteErrors.of(
                    ErrorCode.EXISTS,
                    target.root(),
                    "This directory holds a dataset of " + files + (files == 1 ? " file" : " files")
                            + " already: append to it, overwrite it, or write somewhere else.");
        }
    }

    private void requireKeys(Optional<Snapshot> head, List<String> keys) {
        List<String> there = head.map(
                        s -> s.keys().stream().map(Snapshot.Key::name).toList())
                .orElse(keys);
        if (!there.equals(keys) && !target.files().isEmpty()) {
            throw conflict(head, "The dataset is partitioned by (" + String.join(", ", there) + ") now");
        }
    }

    private List<Entry> unchanged(List<Entry> now, Set<State> expected, Optional<Snapshot> head) {
        for (FileSet files : read) {
            if (!states(CurrentFiles.of(files)).equals(states(files))) {
                throw conflict(head, "The rows were computed from this dataset as it was before");
            }
        }
        if (!states(now).equals(expected)) {
            throw conflict(head, "The files to replace are no longer those that were there when this write began");
        }
        return now;
    }

    /** Takes what is there now for what is to be replaced. */
    void lookAgain() {
        seen = states(target.files());
    }

    /** Whether a conflict can be resolved by {@link #lookAgain}. */
    boolean mayRetry() {
        return policy.kind() == ConflictPolicy.Kind.RETRY && read.isEmpty();
    }

    private DatasetException conflict(Optional<Snapshot> head, String what) {
        List<String> since = new ArrayList<>();
        head.filter(s -> s.version() != begun)
                .ifPresent(s -> since.add(
                        ", and version " + s.version() + " (" + s.what() + ") by " + s.who() + " has come between"));
        return WriteErrors.of(
                ErrorCode.CONFLICT,
                target.root(),
                what + String.join("", since) + ": nothing was changed; refresh and write again.");
    }

    private static long version(Optional<Snapshot> head) {
        return head.map(Snapshot::version).orElse(0L);
    }
}
