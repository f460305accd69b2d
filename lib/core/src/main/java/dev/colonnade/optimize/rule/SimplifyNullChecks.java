package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Null tests of what is never null are decided; coalesce stops at its first operand that is never null.
 *
 * <pre>
 * id IS NOT NULL (id never null)   =>   true
 * coalesce(a, null, id, b)         =>   coalesce(a, id)
 * a &lt;=> null                       =>   a IS NULL
 * </pre>
 */
final class SimplifyNullChecks implements Rule {
    @Override
    public String id() {
        return "simplify-null-checks";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, expr -> BoundExprs.rewrite(expr, SimplifyNullChecks::simplify));
    }

    private static BoundExpr simplify(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Call call)) {
            return expr;
        }
        return switch (call.function()) {
            case IS_NULL -> call.arg(0).nullable() ? call : BoundExpr.Literal.FALSE;
            case IS_NOT_NULL -> call.arg(0).nullable() ? call : BoundExpr.Literal.TRUE;
            case EQ_NULL_SAFE -> equality(call);
            case COALESCE -> coalesce(call);
            default -> call;
        };
    }

    private static BoundExpr equality(BoundExpr.Call call) {
        if (isNull(call.arg(1))) {
            return BoundExprs.call(Function.IS_NULL, List.of(call.arg(0)), call.type());
        }
        boolean neverNull = !call.arg(0).nullable() && !call.arg(1).nullable();
        return neverNull ? BoundExprs.call(Function.EQ, call.args(), call.type()) : call;
    }

    private static BoundExpr coalesce(BoundExpr.Call call) {
        List<BoundExpr> kept = new ArrayList<>();
        for (BoundExpr arg : call.args()) {
            if (!isNull(arg)) {
                kept.add(arg);
                if (!arg.nullable()) {
                    break;
                }
            }
        }
        if (kept.size() == call.args().size() && kept.size() > 1) {
            return call;
        }
        return kept.isEmpty()
                ? BoundExpr.Literal.nullOf(call.type())
                : kept.size() == 1 ? kept.get(0) : BoundExprs.call(Function.COALESCE, kept, call.type());
    }

    private static boolean isNull(BoundExpr expr) {
        return expr instanceof BoundExpr.Literal literal && literal.value() == null;
    }
}
