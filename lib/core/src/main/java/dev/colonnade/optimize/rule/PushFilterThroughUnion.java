package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Union;
import dev.colonnade.plan.Plans;

/**
 * Each input of a union is filtered by itself.
 *
 * <pre>
 * Filter a > 5          Union
 *   Union         =>      Filter a > 5
 *     one                   one
 *     two                 Filter a > 5
 *                           two
 * </pre>
 */
final class PushFilterThroughUnion implements Rule {
    @Override
    public String id() {
        return "push-filter-through-union";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushFilterThroughUnion::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Filter filter) || !(filter.input() instanceof Union union)) {
            return node;
        }
        return union.withInputs(union.inputs().stream()
                .<LogicalPlan>map(input -> new Filter(input, filter.condition()))
                .toList());
    }
}
