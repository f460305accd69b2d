package dev.colonnade;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import java.util.List;
import java.util.function.Function;

/** A frame and the keys to group it by: what to compute is missing. */
public final class GroupedFrame {
    private final LogicalPlan input;
    private final List<Expr> keys;
    private final Function<LogicalPlan, LazyFrame> frame;

    GroupedFrame(LogicalPlan input, List<Expr> keys, Function<LogicalPlan, LazyFrame> frame) {
        this.input = input;
        this.keys = List.copyOf(keys);
        this.frame = frame;
    }

    /**
     * One row per group: the keys, then these expressions over aggregates and keys. Null is a key like any other.
     *
     * @throws dev.colonnade.error.PlanException
     */
    public LazyFrame agg(Expr... aggregates) {
        return frame.apply(PlanBuilder.aggregate(input, keys, List.of(aggregates)));
    }

    /** One row per group: the keys and the number of rows as {@code count}. */
    public LazyFrame count() {
        return agg(Exprs.count().as("count"));
    }
}
