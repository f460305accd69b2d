package dev.colonnade.arrow;

import dev.colonnade.arrow.scan.FileScan;
import dev.colonnade.arrow.scan.NativeFilter;
import dev.colonnade.arrow.scan.ViewBudget;
import dev.colonnade.batch.Batch;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FilesNow;
import dev.colonnade.type.Schema;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One file to read.
 *
 * @param columns the columns to read from it, as it stores them; none if the number of its rows is enough
 * @param filter what the native library may leave out; null for nothing
 * @param finish makes the rows that the scan delivers of the rows that were read
 * @param batchRows the most rows per batch
 * @param memoryBytes native memory that reading is expected to take
 * @param views whether rows may stay in native memory
 */
record FileTask(
        DataFile file,
        Schema columns,
        @Nullable NativeFilter filter,
        UnaryOperator<Batch> finish,
        int batchRows,
        long memoryBytes,
        ViewBudget views) {
    /** Below this, a native batch costs more than its rows. */
    private static final int LEAST_NATIVE_ROWS = 4_096;

    /**
     * Gives all batches of at least one row to {@code reader}, until it answers false.
     *
     * @throws QueryException with the file's name
     */
    void read(Predicate<Batch> reader) {
        FilesNow.requireInPlace(file);
        boolean whole = columns.size() == 0 ? count(reader) : scan(reader);
        if (whole) {
            FilesNow.requireKept(file);
        }
    }

    private boolean count(Predicate<Batch> reader) {
        for (long left = file.rowCount(); left > 0; left -= Math.min(left, batchRows)) {
            Batch rows = new Batch(columns, (int) Math.min(left, batchRows), java.util.List.of());
            if (!give(rows, reader)) {
                return false;
            }
        }
        return true;
    }

    private boolean scan(Predicate<Batch> reader) {
        try (FileScan scan =
                new FileScan(file.path(), columns, filter, Math.max(batchRows, LEAST_NATIVE_ROWS), views)) {
            long rows = 0;
            for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
                rows += batch.rowCount();
                if (!give(batch, reader)) {
                    return false;
                }
            }
            requireAll(rows);
            return true;
        } catch (QueryException e) {
            FilesNow.requireInPlace(file);
            throw e;
        }
    }

    /** The native library ends a file without a word where a column's pages end early. */
    private void requireAll(long rows) {
        if (filter == null ? rows != file.rowCount() : rows > file.rowCount()) {
            throw new QueryException(
                    ErrorCode.CORRUPT_FILE,
                    "[" + file.path() + "] The data of this file does not decode: it has " + rows
                            + " rows and its footer states " + file.rowCount() + ": write it anew from its source.");
        }
    }

    private boolean give(Batch rows, Predicate<Batch> reader) {
        Batch finished = finish.apply(rows);
        for (int from = 0; from < finished.rowCount(); from += batchRows) {
            int count = Math.min(batchRows, finished.rowCount() - from);
            if (!reader.test(finished.slice(from, count))) {
                return false;
            }
        }
        return true;
    }
}
