package dev.colonnade.arrow.compute;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a value is true, or none is false. */
final class TruthTotal extends Total {
    private final boolean isAny;
    private boolean sawTrue;
    private boolean sawFalse;

    TruthTotal(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        super(aggregate, exprs);
        this.isAny = aggregate.function() == AggregateFunction.ANY;
    }

    @Override
    void add(@Nullable Lanes lanes, byte[] counts, int count) {
        byte[] truth = Objects.requireNonNull(lanes).truth;
        int seen = 0;
        for (int i = 0; i < count; i++) {
            seen |= counts[i] << truth[i];
        }
        sawTrue |= (seen & 1 << Lanes.TRUE) != 0;
        sawFalse |= (seen & 1 << Lanes.FALSE) != 0;
    }

    @Override
    void merge(Total other) {
        sawTrue |= ((TruthTotal) other).sawTrue;
        sawFalse |= ((TruthTotal) other).sawFalse;
    }

    @Override
    @Nullable
    Object value() {
        if (!sawTrue && !sawFalse) {
            return null;
        }
        return isAny ? sawTrue : !sawFalse;
    }
}
