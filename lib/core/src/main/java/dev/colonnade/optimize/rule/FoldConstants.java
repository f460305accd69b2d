package dev.colonnade.optimize.rule;

import dev.colonnade.expr.Folding;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;

/**
 * What depends on no column is computed once, here.
 *
 * <pre>
 * Filter a > 2 + 3   =>   Filter a > 5
 * </pre>
 */
final class FoldConstants implements Rule {
    @Override
    public String id() {
        return "fold-constants";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, Folding::foldAll);
    }
}
