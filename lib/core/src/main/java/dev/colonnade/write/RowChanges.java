package dev.colonnade.write;

/**
 * What became of rows. A row that was only copied into another file counts nowhere.
 *
 * @param inserted new rows
 * @param updated rows with other values, which may be equal to the old ones
 * @param deleted rows that are gone
 * @param skipped rows of a source that changed nothing, since their rows of the dataset had changed: see {@link RowVersion}
 */
public record RowChanges(long inserted, long updated, long deleted, long skipped) {
    /** Where none was skipped. */
    public RowChanges(long inserted, long updated, long deleted) {
        this(inserted, updated, deleted, 0);
    }
}
