package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * Rows that go anyway are not sorted first, nor made distinct.
 *
 * <pre>
 * Filter a > 5         Sort [b]
 *   Sort [b]      =>     Filter a > 5
 *     input                input
 * </pre>
 */
final class PushFilterThroughSort implements Rule {
    @Override
    public String id() {
        return "push-filter-through-sort";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushFilterThroughSort::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (node instanceof Filter filter && (filter.input() instanceof Sort || filter.input() instanceof Distinct)) {
            LogicalPlan below = filter.input().inputs().get(0);
            return filter.input().withInputs(List.of(filter.withInputs(List.of(below))));
        }
        return node;
    }
}
