package dev.colonnade.stats;

import dev.colonnade.source.ColumnStats;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ranges of one column in file order, and how they overlap. */
final class Ranges {
    private final List<Object> mins = new ArrayList<>();
    private final List<Object> maxes = new ArrayList<>();
    private long withoutBounds;
    private long onlyNulls;
    private long constant;

    /** The range of a file or row group. */
    static final class Part {
        private final DataType type;
        private @Nullable Object min;
        private @Nullable Object max;
        private boolean unbounded;
        private boolean nan;

        Part(DataType type) {
            this.type = type;
        }

        void add(long rows, ColumnStats stats) {
            if (stats.nullCount() == rows) {
                return;
            }
            nan |= type instanceof DataType.FloatType && stats.nanCount() != 0;
            Object low = stats.min();
            Object high = stats.max();
            if (low == null || high == null) {
                unbounded = true;
                return;
            }
            min = min == null || Values.compare(low, min) < 0 ? low : min;
            max = max == null || Values.compare(high, max) > 0 ? high : max;
        }
    }

    void add(Part part) {
        if (part.unbounded) {
            withoutBounds++;
        } else if (part.min == null || part.max == null) {
            onlyNulls++;
        } else {
            mins.add(part.min);
            maxes.add(part.max);
            constant += !part.nan && Values.compare(part.min, part.max) == 0 ? 1 : 0;
        }
    }

    RangeOverlap overlap() {
        Object[] starts = mins.toArray();
        Object[] ends = maxes.toArray();
        Arrays.sort(starts, Values.ORDER);
        Arrays.sort(ends, Values.ORDER);
        long depths = 0;
        long greatest = 0;
        long overlapping = 0;
        for (int i = 0; i < mins.size(); i++) {
            long atStart = notAbove(starts, mins.get(i)) - below(ends, mins.get(i));
            long atEnd = notAbove(starts, maxes.get(i)) - below(ends, maxes.get(i));
            depths += atStart + atEnd;
            greatest = Math.max(greatest, atStart);
            long met = notAbove(starts, maxes.get(i)) - below(ends, mins.get(i));
            overlapping += met > 1 ? 1 : 0;
        }
        double average = mins.isEmpty() ? 0 : depths / (2.0 * mins.size());
        return new RangeOverlap(
                mins.size(),
                withoutBounds,
                onlyNulls,
                constant,
                overlapping,
                average + withoutBounds,
                greatest + withoutBounds,
                ordered(maxes, mins, 1),
                ordered(mins, maxes, -1));
    }

    /** How many of the sorted values are at most {@code value}. */
    private static int notAbove(Object[] sorted, Object value) {
        return search(sorted, value, 0);
    }

    /** How many of the sorted values are less than {@code value}. */
    private static int below(Object[] sorted, Object value) {
        return search(sorted, value, -1);
    }

    /** The length of the longest beginning whose values compare with {@code value} as {@code limit} or less. */
    private static int search(Object[] sorted, Object value, int limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.signum(Values.compare(sorted[middle], value)) <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The share of neighbours of which the first's end comes, in that direction, not after the second's beginning. */
    private static double ordered(List<Object> firstEnds, List<Object> secondStarts, int direction) {
        int neighbours = firstEnds.size() - 1;
        if (neighbours < 1) {
            return 1;
        }
        int inOrder = 0;
        for (int i = 0; i < neighbours; i++) {
            inOrder += direction * Values.compare(firstEnds.get(i), secondStarts.get(i + 1)) <= 0 ? 1 : 0;
        }
        return (double) inOrder / neighbours;
    }
}
