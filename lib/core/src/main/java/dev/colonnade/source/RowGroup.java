package dev.colonnade.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A horizontal slice of a file that an engine reads or skips as a whole. */
public final class RowGroup {
    private final long rowCount;
    private final long sizeBytes;
    private final List<ColumnChunk> chunks;
    private final Map<String, ColumnStats> columns;

    /** @param chunks all stored columns, in stored order */
    public RowGroup(long rowCount, long sizeBytes, List<ColumnChunk> chunks) {
        this.rowCount = rowCount;
        this.sizeBytes = sizeBytes;
        this.chunks = List.copyOf(chunks);
        Map<String, ColumnStats> whole = new HashMap<>();
        for (ColumnChunk chunk : chunks) {
            if (chunk.isColumn()) {
                whole.put(chunk.path().get(0), chunk.stats());
            }
        }
        this.columns = Map.copyOf(whole);
    }

    /** A row group of plain columns, of which no more is known than these statistics. */
    public RowGroup(long rowCount, long sizeBytes, Map<String, ColumnStats> columns) {
        this(rowCount, sizeBytes, plain(columns));
    }

    private static List<ColumnChunk> plain(Map<String, ColumnStats> columns) {
        List<ColumnChunk> chunks = new ArrayList<>();
        columns.forEach(
                (name, stats) -> chunks.add(new ColumnChunk(List.of(name), false, stats, false, ChunkLayout.UNKNOWN)));
        return chunks;
    }

    public long rowCount() {
        return rowCount;
    }

    /** Its compressed size. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** All stored columns, in stored order. */
    public List<ColumnChunk> chunks() {
        return chunks;
    }

    /** The stored column at a path of names, if this row group has it. */
    public Optional<ColumnChunk> chunk(List<String> path) {
        return chunks.stream().filter(chunk -> chunk.path().equals(path)).findFirst();
    }

    /** Statistics by column name; nested columns are left out. */
    public Map<String, ColumnStats> columns() {
        return columns;
    }

    /**
     * Names of the columns, nested ones included, for which the footer states bounds that prove nothing, or that a NaN may
     * exceed: an engine that reads the footer by itself must be kept from using them.
     */
    public Set<String> unproven() {
        return chunks.stream()
                .filter(ColumnChunk::unproven)
                .map(chunk -> chunk.path().get(0))
                .collect(Collectors.toUnmodifiableSet());
    }
}
