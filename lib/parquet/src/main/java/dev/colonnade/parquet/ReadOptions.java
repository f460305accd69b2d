package dev.colonnade.parquet;

import java.util.List;
import java.util.Optional;

/**
 * What of a file is read.
 *
 * @param columns names, in the order in which they are delivered; empty for all
 * @param rowGroups numbers from 0, in the order in which they are read; empty for all
 * @param batchRows the most rows per batch
 */
public record ReadOptions(Optional<List<String>> columns, Optional<List<Integer>> rowGroups, int batchRows) {
    private static final int DEFAULT_BATCH_ROWS = 65_536;

    public ReadOptions {
        columns = columns.map(List::copyOf);
        rowGroups = rowGroups.map(List::copyOf);
        if (batchRows < 1) {
            throw new IllegalArgumentException("A batch has at least one row, not " + batchRows + ".");
        }
    }

    /** All columns of all row groups, in batches of 65,536 rows. */
    public static ReadOptions defaults() {
        return new ReadOptions(Optional.empty(), Optional.empty(), DEFAULT_BATCH_ROWS);
    }

    public ReadOptions withColumns(List<String> names) {
        return new ReadOptions(Optional.of(names), rowGroups, batchRows);
    }

    public ReadOptions withRowGroups(List<Integer> numbers) {
        return new ReadOptions(columns, Optional.of(numbers), batchRows);
    }

    public ReadOptions withBatchRows(int rows) {
        return new ReadOptions(columns, rowGroups, rows);
    }
}
