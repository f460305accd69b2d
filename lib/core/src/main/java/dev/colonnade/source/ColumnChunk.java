package dev.colonnade.source;

import java.util.List;

/**
 * One stored column of one row group: a column of the schema, or a part of a nested one.
 *
 * @param path the names from the column of the schema down to the stored part
 * @param repeated whether a list or map lies on the path, so that its values are not one per row
 * @param stats what the footer proves about its values; of a repeated chunk only sizes mean anything for rows
 * @param unproven whether the footer states bounds that prove nothing, or that a NaN may exceed
 * @param layout how it is stored
 */
public record ColumnChunk(
        List<String> path, boolean repeated, ColumnStats stats, boolean unproven, ChunkLayout layout) {
    public ColumnChunk {
        path = List.copyOf(path);
    }

    /** Whether it is a whole column of the schema. */
    public boolean isColumn() {
        return path.size() == 1 && !repeated;
    }
}
