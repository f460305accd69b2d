package dev.colonnade.stats;

import dev.colonnade.source.ChunkLayout;
import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that exist nowhere, with one column {@code x}. */
final class Parts {
    static final ChunkLayout LAYOUT =
            new ChunkLayout("INT64", "SNAPPY", List.of("PLAIN", "RLE"), true, false, 4, 20, -1, 0);

    private Parts() {}

    static Schema schema(DataType type) {
        return Schema.of(Field.of("x", type));
    }

    /** A row group of {@code rows} rows; the column takes 10 bytes, 30 before compression. */
    static RowGroup group(long rows, ColumnStats stats) {
        return new RowGroup(rows, 10, List.of(new ColumnChunk(List.of("x"), false, stats, false, LAYOUT)));
    }

    /** Exact bounds, no nulls, no NaN. */
    static ColumnStats exact(Object min, Object max) {
        return stats(min, max, true, 0, 0);
    }

    static ColumnStats stats(@Nullable Object min, @Nullable Object max, boolean exact, long nulls, long nans) {
        return new ColumnStats(min, max, exact, exact, nulls, nans, -1, 10, 30);
    }

    static DataFile file(String name, Schema schema, RowGroup... groups) {
        return file(name, schema, List.of(), groups);
    }

    static DataFile file(String name, Schema schema, List<@Nullable Object> partition, RowGroup... groups) {
        long rows = Arrays.stream(groups).mapToLong(RowGroup::rowCount).sum();
        return new DataFile(Path.of(name), 1_000, 1, rows, schema, List.of(groups), new ArrayList<>(partition));
    }
}
