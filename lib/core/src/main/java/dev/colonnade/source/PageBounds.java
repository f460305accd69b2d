package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** The pages of a column chunk as its column index describes them: a range of values each. */
final class PageBounds {
    /** Larger indexes are left alone. */
    private static final int MAX_BYTES = 8 << 20;

    private PageBounds() {}

    /**
     * A range per page, NaN taken into account; null if the index contradicts itself or what the footer proves.
     *
     * @param type the column's type in its file
     * @param nullable whether the column may hold nulls
     */
    static @Nullable List<ValueRange> read(FileBytes file, ColumnChunk chunk, DataType type, boolean nullable)
            throws IOException {
        ChunkLayout layout = chunk.layout();
        Type physical = physical(layout);
        if (physical == null || layout.columnIndexBytes() <= 0 || layout.columnIndexBytes() > MAX_BYTES) {
            return null;
        }
        byte[] bytes = file.read(layout.columnIndexOffset(), layout.columnIndexBytes());
        ColumnIndex index = parse(bytes);
        int pages = index.getNull_pagesSize();
        if (pages == 0 || index.getMin_valuesSize() != pages || index.getMax_valuesSize() != pages) {
            return null;
        }
        List<ValueRange> ranges = new ArrayList<>(pages);
        for (int page = 0; page < pages; page++) {
            ValueRange range = page(index, page, type, physical, nullable);
            if (range == null) {
                return null;
            }
            ranges.add(range);
        }
        return covers(ranges, chunk.stats()) ? ranges : null;
    }

    /** No list in it counts more elements than there are bytes. */
    private static ColumnIndex parse(byte[] bytes) throws IOException {
        try {
            ColumnIndex index = new ColumnIndex();
            TConfiguration limits = new TConfiguration(
                    bytes.length, TConfiguration.DEFAULT_MAX_FRAME_SIZE, TConfiguration.DEFAULT_RECURSION_DEPTH);
            index.read(new TCompactProtocol(new TIOStreamTransport(limits, new ByteArrayInputStream(bytes))));
            return index;
        } catch (TException damaged) {
            throw new IOException(damaged);
        }
    }

    private static @Nullable Type physical(ChunkLayout layout) {
        for (Type type : Type.values()) {
            if (layout.physical().equals(type.name()) || layout.physical().startsWith(type.name() + "(")) {
                return type;
            }
        }
        return null;
    }

    private static @Nullable ValueRange page(
            ColumnIndex index, int page, DataType type, Type physical, boolean nullable) {
        boolean counted = index.isSetNull_counts() && index.getNull_countsSize() > page;
        boolean mayBeNull = nullable && !(counted && index.getNull_counts().get(page) == 0);
        if (index.getNull_pages().get(page)) {
            return mayBeNull ? ValueRange.ONLY_NULL : null;
        }
        Object min = bound(index.getMin_values().get(page), type, physical, true);
        Object max = bound(index.getMax_values().get(page), type, physical, false);
        if (isNan(min) || isNan(max)) {
            return ValueRange.unknown(mayBeNull);
        }
        if (min != null && max != null && Values.compare(min, max) > 0) {
            return null;
        }
        boolean noNan = index.isSetNan_counts()
                && index.getNan_countsSize() > page
                && index.getNan_counts().get(page) == 0;
        return new ValueRange(min, noNan ? max : greatest(max, type), mayBeNull, true);
    }

    private static @Nullable Object bound(ByteBuffer bytes, DataType type, Type physical, boolean lower) {
        return BoundDecoder.decode(bytes, type, physical, lower);
    }

    private static @Nullable Object greatest(@Nullable Object max, DataType type) {
        if (!(type instanceof DataType.FloatType real)) {
            return max;
        }
        return real.bits() == 64 ? (Object) Double.NaN : (Object) Float.NaN;
    }

    private static boolean isNan(@Nullable Object bound) {
        return bound instanceof Float f && f.isNaN() || bound instanceof Double d && d.isNaN();
    }

    /** Whether some page can hold the least value and some page the greatest, where the footer knows these. */
    private static boolean covers(List<ValueRange> pages, ColumnStats stats) {
        Object least = stats.minExact() ? stats.min() : null;
        Object greatest = stats.maxExact() ? stats.max() : null;
        return (least == null || pages.stream().anyMatch(page -> page.mayContain(least)))
                && (greatest == null || pages.stream().anyMatch(page -> page.mayContain(greatest)));
    }
}
