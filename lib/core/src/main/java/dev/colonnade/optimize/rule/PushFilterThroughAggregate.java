package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.Plans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A condition on group keys alone leaves out whole groups, and may as well leave out their rows.
 *
 * <pre>
 * Filter k > 5 AND n > 1                       Filter n > 1
 *   Aggregate by [a as k] compute [n]    =>      Aggregate by [a as k] compute [n]
 *     input                                        Filter a > 5
 *                                                    input
 * </pre>
 */
final class PushFilterThroughAggregate implements Rule {
    @Override
    public String id() {
        return "push-filter-through-aggregate";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushFilterThroughAggregate::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Filter filter) || !(filter.input() instanceof Aggregate aggregate)) {
            return node;
        }
        Map<String, BoundExpr> keys = new HashMap<>();
        for (NamedExpr key : aggregate.keys()) {
            keys.put(key.name(), key.expr());
        }
        List<BoundExpr> below = new ArrayList<>();
        List<BoundExpr> above = new ArrayList<>();
        for (BoundExpr conjunct : BoundExprs.conjuncts(filter.condition())) {
            Set<String> columns = BoundExprs.columns(conjunct);
            if (!columns.isEmpty() && keys.keySet().containsAll(columns)) {
                below.add(BoundExprs.substitute(conjunct, keys));
            } else {
                above.add(conjunct);
            }
        }
        return below.isEmpty()
                ? node
                : Sides.filtered(aggregate.withInputs(List.of(Sides.filtered(aggregate.input(), below))), above);
    }
}
