package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many rows, or values that are not null. */
final class CountTotal extends Total {
    private long total;

    CountTotal(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        super(aggregate, exprs);
    }

    @Override
    void add(@Nullable Lanes lanes, byte[] counts, int count) {
        total += countOf(counts, count);
    }

    @Override
    void merge(Total other) {
        total += ((CountTotal) other).total;
    }

    @Override
    Object value() {
        return total;
    }
}
