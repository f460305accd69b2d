package dev.colonnade.write;

/**
 * What became of rows. A row that was only copied into another file counts nowhere.
 *
 * @param inserted new rows
 * @param updated rows with other values, which may be equal to the old ones
 * @param deleted rows that are gone
 */
public record RowChanges(long inserted, long updated, long deleted) {}
