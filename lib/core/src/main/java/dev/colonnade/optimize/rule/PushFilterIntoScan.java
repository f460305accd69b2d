package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * A scan filters by itself, so that files and row groups can be skipped. A scan with a limit is left alone: it has chosen
 * its rows before a filter above it.
 *
 * <pre>
 * Filter a > 5              Scan t columns [a] filter a > 5
 *   Scan t columns [a]  =>
 * </pre>
 */
final class PushFilterIntoScan implements Rule {
    @Override
    public String id() {
        return "push-filter-into-scan";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, PushFilterIntoScan::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Filter filter) || !(filter.input() instanceof Scan scan) || scan.limit() >= 0) {
            return node;
        }
        BoundExpr before = scan.filter();
        return scan.withFilter(
                before == null ? filter.condition() : BoundExprs.and(List.of(before, filter.condition())));
    }
}
