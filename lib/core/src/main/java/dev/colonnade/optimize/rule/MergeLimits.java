package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.Plans;

/**
 * Two limits in a row become one, so do two tails; a limit that keeps every row goes.
 *
 * <pre>
 * Limit 10 offset 5             Limit 10 offset 7
 *   Limit 20 offset 2    =>       input
 *     input
 * </pre>
 */
final class MergeLimits implements Rule {
    private static final long ALL = -1;

    @Override
    public String id() {
        return "merge-limits";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, MergeLimits::merge);
    }

    private static LogicalPlan merge(LogicalPlan node) {
        if (node instanceof Tail outer && outer.input() instanceof Tail inner) {
            return new Tail(inner.input(), Math.min(outer.count(), inner.count()));
        }
        if (!(node instanceof Limit outer)) {
            return node;
        }
        if (outer.offset() == 0 && outer.count() == ALL) {
            return outer.input();
        }
        if (!(outer.input() instanceof Limit inner)) {
            return node;
        }
        long left = inner.count() == ALL ? ALL : Math.max(0, inner.count() - outer.offset());
        return new Limit(inner.input(), saturatedSum(inner.offset(), outer.offset()), smaller(left, outer.count()));
    }

    private static long smaller(long a, long b) {
        return a == ALL ? b : b == ALL ? a : Math.min(a, b);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
