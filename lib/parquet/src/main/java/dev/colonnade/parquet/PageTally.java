package dev.colonnade.parquet;

import java.util.Comparator;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** What is in a page, or in all pages of a column chunk: counted and compared value by value. */
final class PageTally {
    private final PrimitiveType type;
    private final Comparator<Object> order;
    private final long firstRow;
    private long triplets;
    private long nulls;
    private @Nullable Object min;
    private @Nullable Object max;

    /** @param firstRow the number of its first row in the row group */
    PageTally(PrimitiveType type, long firstRow) {
        this.type = type;
        this.order = type.comparator();
        this.firstRow = firstRow;
    }

    /** The current value of a column. */
    static Object value(ColumnReader reader, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> reader.getBoolean();
            case INT32 -> reader.getInteger();
            case INT64 -> reader.getLong();
            case FLOAT -> reader.getFloat();
            case DOUBLE -> reader.getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> reader.getBinary().copy();
        };
    }

    void addNull() {
        triplets++;
        nulls++;
    }

    void add(Object value) {
        triplets++;
        if (!isUnordered(value)) {
            min = min == null || order.compare(value, min) < 0 ? value : min;
            max = max == null || order.compare(value, max) > 0 ? value : max;
        }
    }

    /** NaN, which bounds leave out. */
    private boolean isUnordered(Object value) {
        if (value instanceof Double d) {
            return d.isNaN();
        }
        return value instanceof Float f
                ? f.isNaN()
                : type.getLogicalTypeAnnotation()
                                instanceof org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation
                        && isNan(((org.apache.parquet.io.api.Binary) value).getBytesUnsafe());
    }

    private static boolean isNan(byte[] half) {
        return (half[1] & 0x7C) == 0x7C && ((half[1] & 0x03) != 0 || half[0] != 0);
    }

    void add(PageTally other) {
        triplets += other.triplets;
        nulls += other.nulls;
        if (other.min != null && other.max != null) {
            min = min == null || order.compare(other.min, min) < 0 ? other.min : min;
            max = max == null || order.compare(other.max, max) > 0 ? other.max : max;
        }
    }

    long firstRow() {
        return firstRow;
    }

    long triplets() {
        return triplets;
    }

    long nulls() {
        return nulls;
    }

    /** Whether a value lies below {@code bound}; zeros of floats count as equal. */
    boolean reachesBelow(Object bound) {
        return min != null && order.compare(min, bound) < 0 && !areZeros(min, bound);
    }

    boolean reachesAbove(Object bound) {
        return max != null && order.compare(max, bound) > 0 && !areZeros(max, bound);
    }

    private static boolean areZeros(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y && x.doubleValue() == 0 && y.doubleValue() == 0;
    }
}
