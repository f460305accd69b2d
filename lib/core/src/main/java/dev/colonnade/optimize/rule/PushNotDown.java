package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/**
 * A negation moves to where it vanishes: into comparisons and null tests, through AND and OR. Comparisons are a total
 * order with NaN as its greatest value, so their negations hold for floats too.
 *
 * <pre>
 * not(a &lt; 5 OR b IS NULL)   =>   a >= 5 AND b IS NOT NULL
 * </pre>
 */
final class PushNotDown implements Rule {
    @Override
    public String id() {
        return "push-not-down";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, expr -> BoundExprs.rewrite(expr, PushNotDown::push));
    }

    private static BoundExpr push(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Call not)
                || not.function() != Function.NOT
                || !(not.arg(0) instanceof BoundExpr.Call inner)) {
            return expr;
        }
        Function negated = inner.function().negated();
        if (negated != inner.function()) {
            return BoundExprs.call(negated, inner.args(), inner.type());
        }
        return switch (inner.function()) {
            case NOT -> inner.arg(0);
            case AND -> BoundExprs.or(negations(inner));
            case OR -> BoundExprs.and(negations(inner));
            default -> expr;
        };
    }

    private static List<BoundExpr> negations(BoundExpr.Call junction) {
        return junction.args().stream()
                .map(operand -> push(BoundExprs.not(operand)))
                .toList();
    }
}
