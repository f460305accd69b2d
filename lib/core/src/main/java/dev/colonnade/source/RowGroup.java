package dev.colonnade.source;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A horizontal slice of a file that an engine reads or skips as a whole. */
public final class RowGroup {
    private final long rowCount;
    private final long sizeBytes;
    private final Chunks chunks;

    /** Where the chunks of a row group come from. */
    interface Chunks {
        List<ColumnChunk> all();

        @Nullable
        ColumnChunk find(List<String> path);
    }

    RowGroup(long rowCount, long sizeBytes, Chunks chunks) {
        this.rowCount = rowCount;
        this.sizeBytes = sizeBytes;
        this.chunks = chunks;
    }

    /** @param chunks all stored columns */
    public RowGroup(long rowCount, long sizeBytes, List<ColumnChunk> chunks) {
        this(rowCount, sizeBytes, new Listed(List.copyOf(chunks)));
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

    /** All stored columns. */
    public List<ColumnChunk> chunks() {
        return chunks.all();
    }

    /** The stored column at a path of names, if this row group has it. */
    public Optional<ColumnChunk> chunk(List<String> path) {
        return Optional.ofNullable(chunks.find(path));
    }

    /** Statistics by column name; nested columns are left out. */
    public Map<String, ColumnStats> columns() {
        return new Columns();
    }

    /**
     * Names of the columns, nested ones included, for which the footer states bounds that prove nothing, or that a NaN may
     * exceed: an engine that reads the footer by itself must be kept from using them.
     */
    public Set<String> unproven() {
        return chunks().stream()
                .filter(ColumnChunk::unproven)
                .map(chunk -> chunk.path().get(0))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowGroup group
                && rowCount == group.rowCount
                && sizeBytes == group.sizeBytes
                && chunks().equals(group.chunks());
    }

    @Override
    public int hashCode() {
        return Objects.hash(rowCount, sizeBytes);
    }

    private record Listed(List<ColumnChunk> all) implements Chunks {
        @Override
        public @Nullable ColumnChunk find(List<String> path) {
            return all.stream()
                    .filter(chunk -> chunk.path().equals(path))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Looks a column up without making the others. */
    private final class Columns extends AbstractMap<String, ColumnStats> {
        @Override
        public @Nullable ColumnStats get(@Nullable Object name) {
            ColumnChunk chunk = name instanceof String column ? chunks.find(List.of(column)) : null;
            return chunk != null && chunk.isColumn() ? chunk.stats() : null;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return get(name) != null;
        }

        @Override
        public Set<Entry<String, ColumnStats>> entrySet() {
            Map<String, ColumnStats> whole = new HashMap<>();
            for (ColumnChunk chunk : chunks.all()) {
                if (chunk.isColumn()) {
                    whole.put(chunk.path().get(0), chunk.stats());
                }
            }
            return Map.copyOf(whole).entrySet();
        }
    }
}
