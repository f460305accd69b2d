package dev.colonnade.stats;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an amount, such as rows or bytes, is spread over parts, such as files. Quantiles are by nearest rank: the smallest
 * amount that at least that share of the parts does not exceed. All are 0 if there are no parts.
 *
 * @param parts how many parts there are
 * @param total the amount of all parts
 * @param min the smallest part
 * @param quarter a quarter of the parts have at most this
 * @param median half of the parts have at most this
 * @param threeQuarters three quarters of the parts have at most this
 * @param max the greatest part
 */
public record Distribution(long parts, long total, long min, long quarter, long median, long threeQuarters, long max) {
    static final DataType TYPE = DataType.struct(List.of(
            Field.required("parts", DataType.INT64),
            Field.required("total", DataType.INT64),
            Field.required("min", DataType.INT64),
            Field.required("quarter", DataType.INT64),
            Field.required("median", DataType.INT64),
            Field.required("three_quarters", DataType.INT64),
            Field.required("max", DataType.INT64),
            Field.required("mean", DataType.FLOAT64),
            Field.required("skew", DataType.FLOAT64)));

    static Distribution of(Longs amounts) {
        long[] sorted = amounts.sorted();
        if (sorted.length == 0) {
            return new Distribution(0, 0, 0, 0, 0, 0, 0);
        }
        return new Distribution(
                sorted.length,
                Arrays.stream(sorted).sum(),
                sorted[0],
                rank(sorted, 0.25),
                rank(sorted, 0.5),
                rank(sorted, 0.75),
                sorted[sorted.length - 1]);
    }

    private static long rank(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** The amount of an average part, 0 if there are no parts. */
    public double mean() {
        return parts == 0 ? 0 : (double) total / parts;
    }

    /** The greatest part divided by the average one: 1 if all are alike or nothing is spread, at most {@link #parts}. */
    public double skew() {
        return total == 0 ? 1 : max / mean();
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("parts", parts);
        map.put("total", total);
        map.put("min", min);
        map.put("quarter", quarter);
        map.put("median", median);
        map.put("three_quarters", threeQuarters);
        map.put("max", max);
        map.put("mean", mean());
        map.put("skew", skew());
        return map;
    }

    @Override
    public String toString() {
        return "min " + Content.grouped(min) + ", median " + Content.grouped(median) + ", max " + Content.grouped(max)
                + ", skew " + Content.decimal(skew());
    }
}
