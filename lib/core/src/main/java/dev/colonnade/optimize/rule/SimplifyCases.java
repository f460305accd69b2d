package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Branch;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A choice loses branches that are never taken, and ends at one that always is.
 *
 * <pre>
 * when false then 1 when a then 2 when true then 3 otherwise 4   =>   when a then 2 otherwise 3
 * </pre>
 */
final class SimplifyCases implements Rule {
    @Override
    public String id() {
        return "simplify-cases";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, expr -> BoundExprs.rewrite(expr, SimplifyCases::simplify));
    }

    private static BoundExpr simplify(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Case choice)) {
            return expr;
        }
        List<Branch> kept = new ArrayList<>();
        BoundExpr otherwise = choice.otherwise();
        for (Branch branch : choice.branches()) {
            if (branch.when().equals(BoundExpr.Literal.TRUE)) {
                otherwise = branch.then();
                break;
            }
            if (!(branch.when() instanceof BoundExpr.Literal)) {
                kept.add(branch);
            }
        }
        if (kept.isEmpty()) {
            return otherwise;
        }
        return kept.size() == choice.branches().size() ? choice : new BoundExpr.Case(kept, otherwise);
    }
}
