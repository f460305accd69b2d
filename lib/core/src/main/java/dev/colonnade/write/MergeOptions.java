package dev.colonnade.write;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a source are merged into a dataset. Immutable; each method gives changed options.
 *
 * @param keys columns of both sides by which rows match; null matches null
 * @param kind what happens to rows that match and to those that do not
 * @param lastBy the column of the source whose greatest value tells which of several rows with one key counts, null being
 *     the least; without it such rows are refused. It need not be a column of the dataset
 * @param write format, order, conflicts, author and note; its mode and partition keys do not count
 */
public record MergeOptions(List<String> keys, Kind kind, Optional<String> lastBy, WriteOptions write) {
    /** The four merges. */
    public enum Kind {
        /** Adds the rows whose keys the dataset does not have. The source has the columns of the dataset. */
        INSERT,
        /** Sets the columns of the source in rows that match. The source may have some of the dataset's columns only. */
        UPDATE,
        /** Both. The source has the columns of the dataset. */
        UPSERT,
        /** Takes out the rows that match. Columns of the source that are no keys do not count. */
        DELETE
    }

    /** @throws ColonnadeException INVALID_ARGUMENT without a key or with one twice */
    public MergeOptions {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || new HashSet<>(keys).size() < keys.size()) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A merge takes at least one key, and each once, not (" + String.join(", ", keys) + ").");
        }
    }

    /** Updates what matches by these columns, and inserts the rest. */
    public static MergeOptions on(String... keys) {
        return new MergeOptions(List.of(keys), Kind.UPSERT, Optional.empty(), WriteOptions.defaults());
    }

    public MergeOptions withKind(Kind newKind) {
        return new MergeOptions(keys, newKind, lastBy, write);
    }

    /** {@link Kind#INSERT}. */
    public MergeOptions insert() {
        return withKind(Kind.INSERT);
    }

    /** {@link Kind#UPDATE}. */
    public MergeOptions update() {
        return withKind(Kind.UPDATE);
    }

    /** {@link Kind#DELETE}. */
    public MergeOptions delete() {
        return withKind(Kind.DELETE);
    }

    /** Of several source rows with one key the one with the greatest value in {@code column} counts. */
    public MergeOptions withLastBy(String column) {
        return new MergeOptions(keys, kind, Optional.of(column), write);
    }

    public MergeOptions withWrite(WriteOptions how) {
        return new MergeOptions(keys, kind, lastBy, how);
    }

    /** What is done if another writer comes between. */
    public MergeOptions withConflicts(ConflictPolicy policy) {
        return withWrite(write.withConflicts(policy));
    }
}
