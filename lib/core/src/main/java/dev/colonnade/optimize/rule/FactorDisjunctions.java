package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What every alternative of a condition asks for is asked once, where it can move on its own.
 *
 * <pre>
 * (k = v AND a &lt; 5) OR (k = v AND b > 7)   =>   k = v AND (a &lt; 5 OR b > 7)
 * k = v OR (k = v AND b > 7)                 =>   k = v
 * </pre>
 */
final class FactorDisjunctions implements Rule {
    @Override
    public String id() {
        return "factor-disjunctions";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(
                plan, condition -> BoundExprs.rewrite(condition, FactorDisjunctions::factor), value -> value);
    }

    private static BoundExpr factor(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Call or) || or.function() != Function.OR) {
            return expr;
        }
        Set<BoundExpr> common = new LinkedHashSet<>(BoundExprs.conjuncts(or.arg(0)));
        for (BoundExpr alternative : or.args()) {
            common.retainAll(BoundExprs.conjuncts(alternative));
        }
        if (common.isEmpty()) {
            return expr;
        }
        List<BoundExpr> rests = new ArrayList<>();
        for (BoundExpr alternative : or.args()) {
            List<BoundExpr> rest = new ArrayList<>(BoundExprs.conjuncts(alternative));
            rest.removeAll(common);
            if (rest.isEmpty()) {
                return BoundExprs.and(List.copyOf(common));
            }
            rests.add(BoundExprs.and(rest));
        }
        List<BoundExpr> factored = new ArrayList<>(common);
        factored.add(BoundExprs.or(rests));
        return BoundExprs.and(factored);
    }
}
