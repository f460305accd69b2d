package dev.colonnade.stats;

import dev.colonnade.source.ColumnStats;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What statistics of parts of a column (row groups, or files with one partition value) prove about all of it. */
final class ValueTally {
    private final DataType type;
    private final boolean discrete;
    private long rows;
    private long nulls;
    private long nullsUnstated;
    private long nans;
    private long nansUnstated;
    private long boundsUnstated;
    private @Nullable Object min;
    private @Nullable Object max;
    private boolean minExact;
    private boolean maxExact;
    /** Of the parts, each with at most as many different values as it has. */
    private long distinctSum;

    private long valueRows;
    /** What the last part with values states, -1 if it states nothing. */
    private long distinctStated = -1;

    private long partsWithValues;
    private @Nullable TreeSet<Object> constants = new TreeSet<>(Values.ORDER);

    ValueTally(DataType type) {
        this.type = type;
        this.discrete = DiscreteRange.isDiscrete(type);
    }

    /** Rows that are all null. */
    void addNulls(long count) {
        rows += count;
        nulls += count;
    }

    /** Rows that all have that value, which may be null. */
    void addConstant(@Nullable Object value, long count) {
        if (value == null) {
            addNulls(count);
        } else if (count > 0) {
            addPart(count, new ColumnStats(value, value, true, true, 0, 0, -1, 0, 0));
        }
    }

    /** Rows of which nothing is known. */
    void addUnknown(long count) {
        addPart(count, new ColumnStats(null, null, false, false, -1, -1, -1, 0, 0));
    }

    /** @param stats with bounds of the dataset's type */
    void addPart(long count, ColumnStats stats) {
        if (count == 0) {
            return;
        }
        rows += count;
        nulls += Math.max(0, stats.nullCount());
        nullsUnstated += stats.nullCount() < 0 ? 1 : 0;
        boolean real = type instanceof DataType.FloatType;
        nans += real ? Math.max(0, stats.nanCount()) : 0;
        nansUnstated += real && stats.nanCount() < 0 ? 1 : 0;
        if (stats.nullCount() == count) {
            return;
        }
        long values = count - Math.max(0, stats.nullCount());
        valueRows += values;
        partsWithValues++;
        distinctStated = stated(stats);
        long most = distinctStated < 0 ? values : Math.min(values, distinctStated);
        if (stats.min() == null || stats.max() == null) {
            boundsUnstated++;
            distinctSum += most;
            constants = null;
        } else {
            addBounds(stats, stats.min(), stats.max(), most);
        }
    }

    /** The number of different values, -1 if none is stated or it contradicts the bounds; old writers state 0 for unknown. */
    private static long stated(ColumnStats stats) {
        boolean two = stats.minExact()
                && stats.maxExact()
                && stats.min() != null
                && stats.max() != null
                && Values.compare(stats.min(), stats.max()) < 0;
        return stats.distinctCount() < (two ? 2 : 1) ? -1 : stats.distinctCount();
    }

    private void addBounds(ColumnStats stats, Object low, Object high, long most) {
        int below = min == null ? -1 : Values.compare(low, min);
        if (below <= 0) {
            minExact = stats.minExact() || below == 0 && minExact;
            min = low;
        }
        int above = max == null ? 1 : Values.compare(high, max);
        if (above >= 0) {
            maxExact = stats.maxExact() || above == 0 && maxExact;
            max = high;
        }
        boolean nan = type instanceof DataType.FloatType && stats.nanCount() != 0;
        boolean constant = !nan && Values.compare(low, high) == 0;
        if (!constant) {
            constants = null;
        } else if (constants != null) {
            constants.add(low);
        }
        long between = constant ? 1 : discrete ? DiscreteRange.size(type, low, high) : most;
        distinctSum += Math.min(most, between);
    }

    long rows() {
        return rows;
    }

    long nulls() {
        return nulls;
    }

    long nullsUnstated() {
        return nullsUnstated;
    }

    long nans() {
        return nans;
    }

    long nansUnstated() {
        return nansUnstated;
    }

    long boundsUnstated() {
        return boundsUnstated;
    }

    @Nullable
    Object min() {
        return boundsUnstated == 0 ? min : null;
    }

    @Nullable
    Object max() {
        return boundsUnstated == 0 ? max : null;
    }

    boolean minExact() {
        return min() != null && minExact;
    }

    boolean maxExact() {
        return max() != null && maxExact && nans == 0 && nansUnstated == 0;
    }

    DistinctCount distinct() {
        if (constants != null) {
            return DistinctCount.exact(constants.size());
        }
        if (partsWithValues == 1 && distinctStated >= 0 && !(type instanceof DataType.FloatType)) {
            return DistinctCount.exact(distinctStated);
        }
        long most = distinctSum;
        if (discrete && min() != null && max() != null) {
            long between = DiscreteRange.size(type, min(), max());
            if (between <= 2 && minExact() && maxExact()) {
                return DistinctCount.exact(between);
            }
            most = Math.min(most, between);
        }
        return discrete || most < valueRows ? DistinctCount.atMost(most) : DistinctCount.UNKNOWN;
    }
}
