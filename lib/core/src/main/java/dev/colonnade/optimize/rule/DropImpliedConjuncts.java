package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition does not repeat what it says more strictly elsewhere.
 *
 * <pre>
 * Filter a > 5 AND a > 3 AND a IS NOT NULL   =>   Filter a > 5
 * </pre>
 */
final class DropImpliedConjuncts implements Rule {
    @Override
    public String id() {
        return "drop-implied-conjuncts";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, DropImpliedConjuncts::drop, value -> value);
    }

    private static BoundExpr drop(BoundExpr condition) {
        List<BoundExpr> all = BoundExprs.conjuncts(condition);
        if (all.size() < 2 || all.size() > Implication.MOST_CONJUNCTS) {
            return condition;
        }
        List<BoundExpr> kept = new ArrayList<>(all);
        for (int i = all.size() - 1; i >= 0; i--) {
            BoundExpr candidate = kept.remove(i);
            if (kept.stream().noneMatch(other -> Implication.implies(other, candidate))) {
                kept.add(i, candidate);
            }
        }
        return kept.size() == all.size() ? condition : BoundExprs.and(kept);
    }
}
