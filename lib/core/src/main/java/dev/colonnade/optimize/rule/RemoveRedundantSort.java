package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.LogicalPlan.Tail;
import java.util.ArrayList;
import java.util.List;

/**
 * An order that an aggregate, join, distinct or other sort above does not keep is not made, unless a limit or tail in between
 * picks rows by it.
 *
 * <pre>
 * Aggregate by [a]         Aggregate by [a]
 *   Sort [b]          =>     input
 *     input
 * </pre>
 */
final class RemoveRedundantSort implements Rule {
    @Override
    public String id() {
        return "remove-redundant-sort";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return remove(plan, true);
    }

    private static LogicalPlan remove(LogicalPlan plan, boolean orderMatters) {
        if (plan instanceof Sort sort && !orderMatters) {
            return remove(sort.input(), false);
        }
        boolean loses =
                plan instanceof Sort || plan instanceof Aggregate || plan instanceof Join || plan instanceof Distinct;
        boolean picks = plan instanceof Limit || plan instanceof Tail;
        boolean below = picks || orderMatters && !loses;
        List<LogicalPlan> inputs = new ArrayList<>(plan.inputs().size());
        plan.inputs().forEach(input -> inputs.add(remove(input, below)));
        return plan.withInputs(inputs);
    }
}
