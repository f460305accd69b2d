package dev.colonnade.arrow.compute;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sum of floats, in the order of rows, or their mean. */
final class FloatTotal extends Total {
    private final boolean isMean;
    private double sum;
    private long seen;

    FloatTotal(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        super(aggregate, exprs);
        this.isMean = aggregate.function() == AggregateFunction.AVG;
    }

    @Override
    void add(@Nullable Lanes lanes, byte[] counts, int count) {
        double[] values = Objects.requireNonNull(lanes).doubles;
        int added = countOf(counts, count);
        if (added == count) {
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
        } else if (added > 0) {
            for (int i = 0; i < count; i++) {
                if (counts[i] != 0) {
                    sum += values[i];
                }
            }
        }
        seen += added;
    }

    @Override
    void merge(Total other) {
        sum += ((FloatTotal) other).sum;
        seen += ((FloatTotal) other).seen;
    }

    @Override
    @Nullable
    Object value() {
        if (seen == 0) {
            return null;
        }
        return isMean ? sum / seen : sum;
    }
}
