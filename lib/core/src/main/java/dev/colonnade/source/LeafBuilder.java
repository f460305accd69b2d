package dev.colonnade.source;

import dev.colonnade.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is known of one leaf, a row per row group. */
final class LeafBuilder {
    private final List<String> path;
    private final List<ChunkLayout> layouts;
    private final Growing.Longs[] numbers = new Growing.Longs[Manifest.LeafColumn.all().length];
    private final Growing.Bytes min = new Growing.Bytes();
    private final Growing.Bytes max = new Growing.Bytes();
    private int size;

    private boolean keyed;
    private boolean real;
    private @Nullable ChunkLayout lastLayout;
    private int lastLayoutNumber;

    /** @param layouts of all leaves, which grow here */
    LeafBuilder(List<String> path, List<ChunkLayout> layouts) {
        this.path = path;
        this.layouts = layouts;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new Growing.Longs();
        }
    }

    boolean isAt(List<String> other) {
        return path == other || path.equals(other);
    }

    /** @param type of the values to come; null if a list or map lies on the path */
    void use(@Nullable DataType type) {
        keyed = type != null && SortKeys.kind(type) != null;
        real = type instanceof DataType.FloatType;
    }

    /** Row groups up to {@code count} lack the leaf. */
    void fillTo(int count) {
        while (size < count) {
            for (Manifest.LeafColumn column : Manifest.LeafColumn.all()) {
                numbers[column.ordinal()].add(column.absent());
            }
            min.addNull();
            max.addNull();
            size++;
        }
    }

    void add(ColumnChunk chunk, long rows) {
        ColumnStats stats = chunk.stats();
        ChunkLayout layout = chunk.layout();
        boolean ranged = keyed && !chunk.repeated();
        boolean onlyNulls = !chunk.repeated() && stats.nullCount() == rows;
        boolean mayBeNan = real && stats.nanCount() != 0;
        Object least = stats.min();
        Object greatest = stats.max();
        set(Manifest.LeafColumn.LOW, onlyNulls ? SortKeys.GREATEST : key(ranged ? least : null, SortKeys.LEAST));
        set(
                Manifest.LeafColumn.HIGH,
                onlyNulls ? SortKeys.LEAST : key(ranged && !mayBeNan ? greatest : null, SortKeys.GREATEST));
        set(Manifest.LeafColumn.FLAGS, Manifest.flags(chunk, onlyNulls));
        set(Manifest.LeafColumn.NULLS, stats.nullCount());
        set(Manifest.LeafColumn.NANS, stats.nanCount());
        set(Manifest.LeafColumn.DISTINCT, stats.distinctCount());
        set(Manifest.LeafColumn.COMPRESSED, stats.compressedBytes());
        set(Manifest.LeafColumn.UNCOMPRESSED, stats.uncompressedBytes());
        set(Manifest.LeafColumn.LAYOUT, layout(layout));
        set(Manifest.LeafColumn.BLOOM_OFFSET, layout.bloomOffset());
        set(Manifest.LeafColumn.BLOOM_BYTES, layout.bloomBytes());
        set(Manifest.LeafColumn.INDEX_OFFSET, layout.columnIndexOffset());
        set(Manifest.LeafColumn.INDEX_BYTES, layout.columnIndexBytes());
        min.add(least == null ? null : BoundBytes.encode(least));
        max.add(greatest == null ? null : BoundBytes.encode(greatest));
        size++;
    }

    private static long key(@Nullable Object bound, long unknown) {
        return bound == null ? unknown : SortKeys.key(bound);
    }

    private void set(Manifest.LeafColumn column, long value) {
        numbers[column.ordinal()].add(value);
    }

    /** Most chunks of a leaf are stored alike. */
    private int layout(ChunkLayout layout) {
        ChunkLayout last = lastLayout;
        if (last == null || !last.isLike(layout)) {
            lastLayoutNumber = number(layout);
            lastLayout = layouts.get(lastLayoutNumber);
        }
        return lastLayoutNumber;
    }

    private int number(ChunkLayout layout) {
        for (int i = 0; i < layouts.size(); i++) {
            if (layouts.get(i).isLike(layout)) {
                return i;
            }
        }
        layouts.add(Manifest.withoutPlaces(layout));
        return layouts.size() - 1;
    }

    Manifest.LeafColumns columns() {
        Numbers[] columns = new Numbers[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            columns[i] = numbers[i].numbers();
        }
        return new Manifest.LeafColumns(columns, min.texts(), max.texts());
    }
}
