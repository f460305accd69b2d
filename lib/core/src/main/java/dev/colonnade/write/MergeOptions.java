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
 * @param version the column that tells whether a row has changed since the source was made; without it nobody looks
 * @param write format, order, conflicts, author and note; its mode and partition keys do not count
 */
public record MergeOptions(
        List<String> keys, Kind kind, Optional<String> lastBy, Optional<RowVersion> version, WriteOptions write) {
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

    /** @throws ColonnadeException INVALID_ARGUMENT without a key or with one twice, or for a version column that it cannot have */
    public MergeOptions {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || new HashSet<>(keys).size() < keys.size()) {
            throw invalid("A merge takes at least one key, and each once, not (" + String.join(", ", keys) + ").");
        }
        if (version.isPresent()) {
            version.get().requireFits(keys, kind);
        }
    }

    static ColonnadeException invalid(String sentence) {
        return new ColonnadeException(ErrorCode.INVALID_ARGUMENT, sentence);
    }

    /** Updates what matches by these columns, and inserts the rest. */
    public static MergeOptions on(String... keys) {
        return new MergeOptions(
                List.of(keys), Kind.UPSERT, Optional.empty(), Optional.empty(), WriteOptions.defaults());
    }

    public MergeOptions withKind(Kind newKind) {
        return new MergeOptions(keys, newKind, lastBy, version, write);
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
        return new MergeOptions(keys, kind, Optional.of(column), version, write);
    }

    /** Changes a row only if the source knows it as it is. */
    public MergeOptions withVersion(RowVersion column) {
        return new MergeOptions(keys, kind, lastBy, Optional.of(column), write);
    }

    /** {@link RowVersion#same}: the source has the version of each row that it was made from. */
    public MergeOptions withVersion(String column) {
        return withVersion(RowVersion.same(column));
    }

    public MergeOptions withWrite(WriteOptions how) {
        return new MergeOptions(keys, kind, lastBy, version, how);
    }

    /** What is done if another writer comes between. */
    public MergeOptions withConflicts(ConflictPolicy policy) {
        return withWrite(write.withConflicts(policy));
    }
}
