package dev.colonnade.write;

import dev.colonnade.error.ColonnadeException;
import java.util.List;

/**
 * Optimistic locking of rows by a column of theirs: a merge changes a row only if its source knows the row as it is now, so
 * that nobody's change is lost. The column is one of the dataset and of the source, with the same type.
 *
 * @param column the version column, no key
 * @param rule when a row may be changed, and what its version is then
 * @param stale what happens where it may not
 */
public record RowVersion(String column, Rule rule, Stale stale) {
    /** How the version of a row is compared with that of the source row of the same key. */
    public enum Rule {
        /**
         * The source has the version that its writer has read, as entities with a {@code @Version} have: the row must still
         * have it, and gets the next one. A source row without a version (null) is a new row, which gets version 1, or
         * matches a row that has none yet. A row that is gone, or that is there though the source calls it new, is stale. The
         * column is an integer.
         */
        SAME,
        /**
         * The source has the version that the row is to get, such as the time of a change or its number in a log: it must be
         * greater than the row's, where null is less than all others. A row that is not there is not stale.
         */
        NEWER
    }

    /** What happens to rows that somebody has changed meanwhile. */
    public enum Stale {
        /** One of them refuses the whole merge with STALE_ROW. */
        REFUSE,
        /** They are left as they are, and counted. */
        SKIP
    }

    /** {@link Rule#SAME}: refuses the merge if a row is no longer of the version that the source has. */
    public static RowVersion same(String column) {
        return new RowVersion(column, Rule.SAME, Stale.REFUSE);
    }

    /** {@link Rule#NEWER}: refuses the merge if a row is of the version that the source brings, or of a later one. */
    public static RowVersion newer(String column) {
        return new RowVersion(column, Rule.NEWER, Stale.REFUSE);
    }

    /** Leaves stale rows as they are, and counts them. */
    public RowVersion skipStale() {
        return new RowVersion(column, rule, Stale.SKIP);
    }

    /** @throws ColonnadeException INVALID_ARGUMENT if a merge cannot have it */
    void requireFits(List<String> keys, MergeOptions.Kind kind) {
        if (keys.contains(column)) {
            throw MergeOptions.invalid("'" + column + "' cannot be the version column and a key of a merge.");
        }
        if (kind == MergeOptions.Kind.INSERT) {
            throw MergeOptions.invalid("A merge that only inserts changes no row, so it takes no version column.");
        }
    }
}
