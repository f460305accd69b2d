package dev.colonnade.write;

import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The rows of a dataset that a change is about.
 *
 * @param files those that hold such rows
 * @param search finds whether other files hold some
 */
record RowScope(List<DataFile> files, Search search) {
    RowScope {
        files = List.copyOf(files);
    }

    /** Looks for such rows. */
    interface Search {
        /** Whether a file of the dataset at one of these positions holds a row that the change is about. */
        boolean finds(FileSet dataset, IntPredicate positions);
    }

    /**
     * Whether a change that was planned against {@code before} is the same planned against {@code now}: its rows are still in
     * the same files, and no file that has come holds one.
     */
    boolean isSame(FileSet before, FileSet now) {
        if (!Columns.same(before.schema(), now.schema())
                || !before.partitionFields().equals(now.partitionFields())) {
            return false;
        }
        Set<FileState> were = FileState.of(before.files());
        return FileState.of(now.files()).containsAll(FileState.of(files))
                && !search.finds(
                        now, position -> !were.contains(FileState.of(now.files().get(position))));
    }
}
