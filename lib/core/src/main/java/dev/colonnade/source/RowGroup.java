package dev.colonnade.source;

import java.util.Map;

/**
 * A horizontal slice of a file that an engine reads or skips as a whole.
 *
 * @param rowCount its rows
 * @param sizeBytes its compressed size
 * @param columns statistics by column name; nested columns are left out
 */
public record RowGroup(long rowCount, long sizeBytes, Map<String, ColumnStats> columns) {
    public RowGroup {
        columns = Map.copyOf(columns);
    }
}
