package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/**
 * A condition keeps what is true, so null in it, below no more than AND and OR, is as good as false.
 *
 * <pre>
 * Filter a > 5 OR null       =>   Filter a > 5 OR false
 * Filter a in [1, 2, null]   =>   Filter a in [1, 2]
 * Filter a in []             =>   Filter false
 * </pre>
 */
final class ReadNullAsFalse implements Rule {
    @Override
    public String id() {
        return "read-null-as-false";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, ReadNullAsFalse::read, value -> value);
    }

    private static BoundExpr read(BoundExpr expr) {
        if (expr instanceof BoundExpr.Literal literal && literal.value() == null) {
            return BoundExpr.Literal.FALSE;
        }
        if (expr instanceof BoundExpr.In in) {
            List<LiteralValue> values =
                    in.options().stream().filter(option -> !option.isNull()).toList();
            if (values.isEmpty()) {
                return BoundExpr.Literal.FALSE;
            }
            return values.size() == in.options().size() ? in : new BoundExpr.In(in.input(), values);
        }
        if (expr instanceof BoundExpr.Call call
                && (call.function() == Function.AND || call.function() == Function.OR)) {
            return call.withChildren(
                    call.args().stream().map(ReadNullAsFalse::read).toList());
        }
        return expr;
    }
}
