package dev.colonnade.write;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up what footers say of the columns of some files. */
public final class ColumnTally {
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    public ColumnTally add(Iterable<DataFile> files) {
        files.forEach(this::add);
        return this;
    }

    private void add(DataFile file) {
        for (RowGroup group : file.rowGroups()) {
            for (ColumnChunk chunk : group.chunks()) {
                Field column = file.schema().field(chunk.path().get(0));
                sum(String.join(".", chunk.path()))
                        .add(chunk, group.rowCount(), column.type().toString());
            }
        }
    }

    /** Adds what was added up before. */
    public ColumnTally addColumns(List<WrittenColumn> columns) {
        columns.forEach(column -> sum(column.name()).add(column));
        return this;
    }

    private Sum sum(String name) {
        return sums.computeIfAbsent(name, n -> new Sum());
    }

    /** In the order in which they came. */
    public List<WrittenColumn> columns() {
        List<WrittenColumn> columns = new ArrayList<>();
        sums.forEach((name, sum) -> columns.add(sum.column(name)));
        return columns;
    }

    /** One column over all row groups. */
    private static final class Sum {
        private final TreeSet<String> types = new TreeSet<>();
        private final TreeSet<String> codecs = new TreeSet<>();
        private final TreeSet<String> encodings = new TreeSet<>();
        private long rows;
        private long nulls;
        private long compressed;
        private long uncompressed;
        private boolean bounded = true;
        private boolean counted = true;
        private @Nullable Object min;
        private @Nullable Object max;

        void add(ColumnChunk chunk, long groupRows, String type) {
            ColumnStats stats = chunk.stats();
            boolean exact = stats.minExact() && stats.maxExact();
            add(new WrittenColumn(
                    "",
                    type,
                    groupRows,
                    chunk.repeated() ? -1 : stats.nullCount(),
                    exact ? stats.min() : null,
                    exact ? stats.max() : null,
                    stats.compressedBytes(),
                    stats.uncompressedBytes(),
                    List.of(chunk.layout().codec()),
                    chunk.layout().encodings()));
        }

        void add(WrittenColumn part) {
            types.add(part.type());
            codecs.addAll(part.codecs());
            encodings.addAll(part.encodings());
            rows += part.rows();
            compressed += part.compressedBytes();
            uncompressed += part.uncompressedBytes();
            counted &= part.nulls() >= 0;
            nulls += part.nulls();
            if (part.nulls() != part.rows()) {
                addBounds(part.min(), part.max());
            }
        }

        /** Values of different types are not compared. */
        private void addBounds(@Nullable Object least, @Nullable Object greatest) {
            bounded &= least != null && greatest != null && types.size() == 1;
            if (bounded && least != null && greatest != null) {
                Object low = min;
                Object high = max;
                min = low == null || Values.compare(least, low) < 0 ? least : low;
                max = high == null || Values.compare(greatest, high) > 0 ? greatest : high;
            }
        }

        WrittenColumn column(String name) {
            return new WrittenColumn(
                    name,
                    String.join(", ", types),
                    rows,
                    counted ? nulls : -1,
                    bounded ? min : null,
                    bounded ? max : null,
                    compressed,
                    uncompressed,
                    List.copyOf(codecs),
                    List.copyOf(encodings));
        }
    }
}
