package dev.colonnade.commit;

import java.nio.file.Path;
import java.util.List;

/**
 * What one commit does to a dataset.
 *
 * @param who free text
 * @param what free text
 * @param keys the partition keys from here on, outermost first
 * @param added files of the stage and what they become
 * @param removed files to take out
 * @param restored files of earlier versions to bring back
 * @param columns whether the dataset has other columns from here on
 */
public record Change(
        String who,
        String what,
        List<Snapshot.Key> keys,
        List<Staged> added,
        List<Snapshot.File> removed,
        List<Snapshot.Restored> restored,
        Columns columns) {
    /** What becomes of the columns of a dataset. */
    public enum Columns {
        KEPT,
        CHANGED
    }

    public Change {
        keys = List.copyOf(keys);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        restored = List.copyOf(restored);
    }

    /** One that keeps the columns. */
    public Change(
            String who,
            String what,
            List<Snapshot.Key> keys,
            List<Staged> added,
            List<Snapshot.File> removed,
            List<Snapshot.Restored> restored) {
        this(who, what, keys, added, removed, restored, Columns.KEPT);
    }

    /** A file of the stage, and where it goes. */
    public record Staged(Path file, Snapshot.File target) {}
}
