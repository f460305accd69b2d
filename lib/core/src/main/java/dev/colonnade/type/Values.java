package dev.colonnade.type;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order and equality of values, the same on every backend: numbers by value, NaN greater than every number and equal
 * to itself, {@code -0.0} equal to {@code 0.0}, strings and binaries by unsigned bytes (UTF-8), false before true, times
 * by time, lists and structs by their first difference.
 *
 * <p>Two values are comparable if they are of one {@link DataType}.
 */
public final class Values {
    private Values() {}

    /** The order of non-null values of one type; nulls inside nested values are greater than everything. */
    public static final Comparator<Object> ORDER = Values::compare;

    /** Equality under {@link #ORDER}, where null equals null: the equality of group keys. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == null || b == null ? a == b : compare(a, b) == 0;
    }

    /** Negative, zero or positive as {@code a} comes before, with or after {@code b}. */
    public static int compare(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return compareDoubles(x, y);
        }
        if (a instanceof Float x && b instanceof Float y) {
            return compareDoubles(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return compareStrings(x, y);
        }
        if (a instanceof byte[] x && b instanceof byte[] y) {
            return Arrays.compareUnsigned(x, y);
        }
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y);
        }
        if (a instanceof java.util.UUID x && b instanceof java.util.UUID y) {
            int high = Long.compareUnsigned(x.getMostSignificantBits(), y.getMostSignificantBits());
            return high != 0 ? high : Long.compareUnsigned(x.getLeastSignificantBits(), y.getLeastSignificantBits());
        }
        if (a instanceof Interval x && b instanceof Interval y) {
            return compareIntervals(x, y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return compareSequences(x.iterator(), y.iterator());
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            int keys = compareSequences(x.keySet().iterator(), y.keySet().iterator());
            return keys != 0
                    ? keys
                    : compareSequences(x.values().iterator(), y.values().iterator());
        }
        @SuppressWarnings("unchecked")
        Comparable<Object> comparable = (Comparable<Object>) a;
        return comparable.compareTo(b);
    }

    private static int compareDoubles(double x, double y) {
        if (x == y) {
            return 0;
        }
        return Double.compare(x, y);
    }

    /** Code point order, which is the order of UTF-8 bytes; UTF-16 order differs above the surrogates. */
    private static int compareStrings(String x, String y) {
        int shared = Math.min(x.length(), y.length());
        for (int i = 0; i < shared; i++) {
            char c = x.charAt(i);
            char d = y.charAt(i);
            if (c != d) {
                return Character.isSurrogate(c) == Character.isSurrogate(d)
                        ? Character.compare(c, d)
                        : Character.isSurrogate(c) ? 1 : -1;
            }
        }
        return Integer.compare(x.length(), y.length());
    }

    /** DuckDB's order: a month is 30 days and a day 24 hours. */
    private static int compareIntervals(Interval x, Interval y) {
        long nanosPerDay = 86_400_000_000_000L;
        long xDays = x.months() * 30L + x.days() + Math.floorDiv(x.nanos(), nanosPerDay);
        long yDays = y.months() * 30L + y.days() + Math.floorDiv(y.nanos(), nanosPerDay);
        return xDays != yDays
                ? Long.compare(xDays, yDays)
                : Long.compare(Math.floorMod(x.nanos(), nanosPerDay), Math.floorMod(y.nanos(), nanosPerDay));
    }

    private static int compareSequences(Iterator<?> x, Iterator<?> y) {
        while (x.hasNext() && y.hasNext()) {
            Object a = x.next();
            Object b = y.next();
            int order = a == null || b == null ? Boolean.compare(a == null, b == null) : compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(x.hasNext(), y.hasNext());
    }
}
