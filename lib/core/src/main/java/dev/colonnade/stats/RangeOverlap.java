package dev.colonnade.stats;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the ranges [min, max] of files or row groups overlap. The depth at a value is how many of them a look-up of it has
 * to open: those whose range holds it and those without bounds.
 *
 * @param ranges how many have bounds
 * @param withoutBounds how many hold values, or may do so, and have no bounds
 * @param onlyNulls how many hold nothing but nulls, so that no look-up of a value opens them
 * @param constant how many hold one value only, as far as their bounds prove it
 * @param overlapping how many ranges share a value with another
 * @param averageDepth the depth at either end of every range, averaged; 0 without ranges and values
 * @param maxDepth the greatest depth at any value
 * @param ascendingShare of the ranges that follow another in file order, the share that does not begin before it ends; 1
 *     if there are no neighbours
 * @param descendingShare likewise, the share that does not end after the one before begins
 */
public record RangeOverlap(
        long ranges,
        long withoutBounds,
        long onlyNulls,
        long constant,
        long overlapping,
        double averageDepth,
        long maxDepth,
        double ascendingShare,
        double descendingShare) {
    static final DataType TYPE = DataType.struct(List.of(
            Field.required("ranges", DataType.INT64),
            Field.required("without_bounds", DataType.INT64),
            Field.required("only_nulls", DataType.INT64),
            Field.required("constant", DataType.INT64),
            Field.required("overlapping", DataType.INT64),
            Field.required("overlapping_share", DataType.FLOAT64),
            Field.required("average_depth", DataType.FLOAT64),
            Field.required("max_depth", DataType.INT64),
            Field.required("ascending_share", DataType.FLOAT64),
            Field.required("descending_share", DataType.FLOAT64)));

    /** The part of the ranges that share a value with another, 0 if there are none. */
    public double overlappingShare() {
        return ranges == 0 ? 0 : (double) overlapping / ranges;
    }

    /** How many a look-up may have to open. */
    long openable() {
        return ranges + withoutBounds;
    }

    /** By the names of {@link #TYPE}, in that order. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ranges", ranges);
        map.put("without_bounds", withoutBounds);
        map.put("only_nulls", onlyNulls);
        map.put("constant", constant);
        map.put("overlapping", overlapping);
        map.put("overlapping_share", overlappingShare());
        map.put("average_depth", averageDepth);
        map.put("max_depth", maxDepth);
        map.put("ascending_share", ascendingShare);
        map.put("descending_share", descendingShare);
        return map;
    }
}
