package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of a column chunk as its column index describes them: a range of values each. */
final class PageBounds {
    /** Larger indexes are left alone. */
    private static final int MAX_BYTES = 8 << 20;

    // fields of the index, by their numbers in the format
    private static final int NULL_PAGES = 1;
    private static final int MIN_VALUES = 2;
    private static final int MAX_VALUES = 3;
    private static final int NULL_COUNTS = 5;
    private static final int NAN_COUNTS = 8;

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
        Physical physical = physical(layout);
        if (physical == null || layout.columnIndexBytes() <= 0 || layout.columnIndexBytes() > MAX_BYTES) {
            return null;
        }
        ThriftStruct index = decode(file.read(layout.columnIndexOffset(), layout.columnIndexBytes()));
        int pages = index.numbers(NULL_PAGES).length;
        if (pages == 0 || index.numbers(MIN_VALUES).length != pages || index.numbers(MAX_VALUES).length != pages) {
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

    private static ThriftStruct decode(byte[] bytes) throws IOException {
        try {
            return new ThriftReader(bytes).struct(ParquetShapes.COLUMN_INDEX);
        } catch (ThriftReader.Damaged damaged) {
            throw new IOException(damaged);
        }
    }

    private static @Nullable Physical physical(ChunkLayout layout) {
        for (Physical type : Physical.values()) {
            if (layout.physical().equals(type.name()) || layout.physical().startsWith(type.name() + "(")) {
                return type;
            }
        }
        return null;
    }

    /** Whether a list that is as long as there are pages says 0 for this one. */
    private static boolean saysNone(ThriftStruct index, int list, int page) {
        return index.has(list) && page < index.numbers(list).length && index.numbers(list)[page] == 0;
    }

    private static @Nullable ValueRange page(
            ThriftStruct index, int page, DataType type, Physical physical, boolean nullable) {
        boolean mayBeNull = nullable && !saysNone(index, NULL_COUNTS, page);
        if (index.numbers(NULL_PAGES)[page] != 0) {
            return mayBeNull ? ValueRange.ONLY_NULL : null;
        }
        Object min = bound(index.bytes(index.numbers(MIN_VALUES)[page]), type, physical, true);
        Object max = bound(index.bytes(index.numbers(MAX_VALUES)[page]), type, physical, false);
        if (isNan(min) || isNan(max)) {
            return ValueRange.unknown(mayBeNull);
        }
        if (min != null && max != null && Values.compare(min, max) > 0) {
            return null;
        }
        return new ValueRange(min, saysNone(index, NAN_COUNTS, page) ? max : greatest(max, type), mayBeNull, true);
    }

    private static @Nullable Object bound(ByteBuffer bytes, DataType type, Physical physical, boolean lower) {
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
