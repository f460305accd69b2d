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
public record SourceOptions(Optional<List<String>> columns, Optional<List<Integer>> rowGroups, int batchRows) {
    private static final int DEFAULT_BATCH_ROWS = 65_536;

    public SourceOptions {
        columns = columns.map(List::copyOf);
        rowGroups = rowGroups.map(List::copyOf);
        if (batchRows < 1) {
            throw new IllegalArgumentException("A batch has at least one row, not " + batchRows + ".");
        }
    }

    /** All columns of all row groups, in batches of 65,536 rows. */
    public static SourceOptions defaults() {
        return new SourceOptions(Optional.empty(), Optional.empty(), DEFAULT_BATCH_ROWS);
    }

    public SourceOptions withColumns(List<String> names) {
        return new SourceOptions(Optional.of(names), rowGroups, batchRows);
    }

    public SourceOptions withRowGroups(List<Integer> numbers) {
        return new SourceOptions(columns, Optional.of(numbers), batchRows);
    }

    public SourceOptions withBatchRows(int rows) {
        return new SourceOptions(columns, rowGroups, rows);
    }
}
