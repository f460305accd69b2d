package dev.colonnade.source;

import java.util.Map;
import java.util.Set;

/**
 * A horizontal slice of a file that an engine reads or skips as a whole.
 *
 * @param rowCount its rows
 * @param sizeBytes its compressed size
 * @param columns statistics by column name; nested columns are left out
 * @param unproven names of the columns, nested ones included, for which the footer states bounds that prove nothing, or that
 *     a NaN may exceed: an engine that reads the footer by itself must be kept from using them
 */
public record RowGroup(long rowCount, long sizeBytes, Map<String, ColumnStats> columns, Set<String> unproven) {
    public RowGroup {
        columns = Map.copyOf(columns);
        unproven = Set.copyOf(unproven);
    }

    /** A row group whose footer states nothing that it does not prove. */
    public RowGroup(long rowCount, long sizeBytes, Map<String, ColumnStats> columns) {
        this(rowCount, sizeBytes, columns, Set.of());
    }
}
