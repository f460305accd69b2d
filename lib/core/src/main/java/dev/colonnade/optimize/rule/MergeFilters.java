package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * Two filters in a row become one.
 *
 * <pre>
 * Filter b                Filter a AND b
 *   Filter a       =>       input
 *     input
 * </pre>
 */
final class MergeFilters implements Rule {
    @Override
    public String id() {
        return "merge-filters";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, MergeFilters::merge);
    }

    private static LogicalPlan merge(LogicalPlan node) {
        return node instanceof Filter outer && outer.input() instanceof Filter inner
                ? new Filter(inner.input(), BoundExprs.and(List.of(inner.condition(), outer.condition())))
                : node;
    }
}
