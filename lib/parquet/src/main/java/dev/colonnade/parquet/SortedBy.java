package dev.colonnade.parquet;

/**
 * A column by which the rows of each row group are sorted, as the writer of the rows knows.
 *
 * @param column a column that is not nested
 */
public record SortedBy(String column, Direction direction, Nulls nulls) {
    /** Which values come first. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    /** Where nulls are. */
    public enum Nulls {
        FIRST,
        LAST
    }

    /** From the smallest value up, nulls last. */
    public static SortedBy ascending(String column) {
        return new SortedBy(column, Direction.ASCENDING, Nulls.LAST);
    }

    /** From the greatest value down, nulls last. */
    public static SortedBy descending(String column) {
        return new SortedBy(column, Direction.DESCENDING, Nulls.LAST);
    }
}
