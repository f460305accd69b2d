package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/**
 * A comparison has its constant on the right.
 *
 * <pre>
 * 5 &lt; a   =>   a > 5
 * </pre>
 */
final class PutLiteralsRight implements Rule {
    @Override
    public String id() {
        return "put-literals-right";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, expr -> BoundExprs.rewrite(expr, PutLiteralsRight::turn));
    }

    private static BoundExpr turn(BoundExpr expr) {
        boolean turned = expr instanceof BoundExpr.Call call
                && call.function().isComparison()
                && call.arg(0) instanceof BoundExpr.Literal
                && !(call.arg(1) instanceof BoundExpr.Literal);
        if (!turned) {
            return expr;
        }
        BoundExpr.Call call = (BoundExpr.Call) expr;
        return BoundExprs.call(call.function().mirrored(), List.of(call.arg(1), call.arg(0)), call.type());
    }
}
