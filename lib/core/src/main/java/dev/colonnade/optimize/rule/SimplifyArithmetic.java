package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Casts;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.math.BigDecimal;

/**
 * Arithmetic with a neutral number and casts there and back go. Adding zero is not neutral for floats: -0.0 + 0.0 is 0.0.
 *
 * <pre>
 * a + 0, a - 0, a * 1, x / 1.0            =>   a, a, a, x
 * cast(cast(a as int64) as int32)         =>   a              (a is int32)
 * cast(cast(a as int64) as decimal(38,0)) =>   cast(a as decimal(38,0))
 * </pre>
 */
final class SimplifyArithmetic implements Rule {
    @Override
    public String id() {
        return "simplify-arithmetic";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, expr -> BoundExprs.rewrite(expr, SimplifyArithmetic::simplify));
    }

    private static BoundExpr simplify(BoundExpr expr) {
        if (expr instanceof BoundExpr.Cast cast && cast.input() instanceof BoundExpr.Cast inner) {
            return merged(cast, inner);
        }
        if (!(expr instanceof BoundExpr.Call call) || call.args().size() != 2) {
            return expr;
        }
        boolean real = call.type() instanceof DataType.FloatType;
        return switch (call.function()) {
            case ADD -> real ? call : without(call, 0, without(call, 1, call, 0), 0);
            case SUBTRACT -> real ? call : without(call, 1, call, 0);
            case MULTIPLY -> without(call, 0, without(call, 1, call, 1), 1);
            case DIVIDE, INT_DIV -> without(call, 1, call, 1);
            default -> call;
        };
    }

    /** The other operand, if that at {@code index} is {@code neutral} and the type stays; else {@code otherwise}. */
    private static BoundExpr without(BoundExpr.Call call, int index, BoundExpr otherwise, int neutral) {
        BoundExpr other = call.arg(1 - index);
        return isNumber(call.arg(index), neutral) && other.type().equals(call.type()) ? other : otherwise;
    }

    private static boolean isNumber(BoundExpr expr, int wanted) {
        return expr instanceof BoundExpr.Literal literal
                && literal.value() instanceof Number number
                && Double.isFinite(number.doubleValue())
                && new BigDecimal(number.toString()).compareTo(BigDecimal.valueOf(wanted)) == 0;
    }

    private static BoundExpr merged(BoundExpr.Cast outer, BoundExpr.Cast inner) {
        BoundExpr input = inner.input();
        if (!Casts.keepsOrder(input.type(), inner.type())) {
            return outer;
        }
        if (input.type().equals(outer.type())) {
            return input;
        }
        return Casts.keepsOrder(inner.type(), outer.type()) && Casts.keepsOrder(input.type(), outer.type())
                ? new BoundExpr.Cast(input, outer.type(), outer.mode())
                : outer;
    }
}
