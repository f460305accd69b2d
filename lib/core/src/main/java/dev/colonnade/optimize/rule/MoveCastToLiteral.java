package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;

/**
 * Conditions compare a column in its own type, as statistics do; the constant is converted instead, to the neighbour that
 * asks the same where it is no value of that type.
 *
 * <pre>
 * cast(a as int64) &lt; 5     =>   a &lt; 5            (a is int32)
 * cast(a as float64) > 2.5   =>   a >= 3
 * cast(a as int64) = 2^40    =>   a IS NULL AND null   (never true)
 * </pre>
 */
final class MoveCastToLiteral implements Rule {
    @Override
    public String id() {
        return "move-cast-to-literal";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(
                plan, condition -> BoundExprs.rewrite(condition, MoveCastToLiteral::move), value -> value);
    }

    private static BoundExpr move(BoundExpr expr) {
        if (expr instanceof BoundExpr.In in && in.input() instanceof BoundExpr.Cast cast) {
            return Uncast.lookUp(in, cast);
        }
        return expr instanceof BoundExpr.Call call
                        && call.function().isComparison()
                        && call.arg(0) instanceof BoundExpr.Cast cast
                        && call.arg(1) instanceof BoundExpr.Literal literal
                        && literal.value() != null
                ? Uncast.comparison(call, cast, literal.literal())
                : expr;
    }
}
