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
 * AND and OR lose what cannot matter, by laws that hold with nulls too: neutral and repeated operands go, a deciding one
 * stands for all, and {@code a OR (a AND b)} is a.
 *
 * <pre>
 * a AND true AND (b AND a)   =>   a AND b
 * a OR true                  =>   true
 * flag = true                =>   flag
 * </pre>
 */
final class SimplifyBooleans implements Rule {
    @Override
    public String id() {
        return "simplify-booleans";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, SimplifyBooleans::simplified);
    }

    static BoundExpr simplified(BoundExpr expr) {
        return BoundExprs.rewrite(expr, SimplifyBooleans::simplify);
    }

    private static BoundExpr simplify(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Call call)) {
            return expr;
        }
        return switch (call.function()) {
            case AND -> junction(call, BoundExpr.Literal.TRUE, BoundExpr.Literal.FALSE, Function.OR);
            case OR -> junction(call, BoundExpr.Literal.FALSE, BoundExpr.Literal.TRUE, Function.AND);
            case EQ -> comparedWithConstant(call, BoundExpr.Literal.TRUE, BoundExpr.Literal.FALSE);
            case NE -> comparedWithConstant(call, BoundExpr.Literal.FALSE, BoundExpr.Literal.TRUE);
            default -> expr;
        };
    }

    private static BoundExpr junction(BoundExpr.Call call, BoundExpr neutral, BoundExpr deciding, Function other) {
        List<BoundExpr> flat = new ArrayList<>();
        flatten(call, call.function(), flat);
        Set<BoundExpr> kept = new LinkedHashSet<>(flat);
        kept.remove(neutral);
        if (kept.contains(deciding)) {
            return deciding;
        }
        kept.removeIf(operand -> isAbsorbed(operand, kept, other));
        if (kept.size() == call.args().size() && flat.size() == kept.size()) {
            return call;
        }
        List<BoundExpr> operands = List.copyOf(kept);
        return operands.isEmpty()
                ? neutral
                : operands.size() == 1 ? operands.get(0) : BoundExprs.call(call.function(), operands, call.type());
    }

    private static void flatten(BoundExpr expr, Function function, List<BoundExpr> into) {
        if (expr instanceof BoundExpr.Call call && call.function() == function) {
            call.args().forEach(arg -> flatten(arg, function, into));
        } else {
            into.add(expr);
        }
    }

    /** Whether the operand is a junction of the other kind over one of its neighbours. */
    private static boolean isAbsorbed(BoundExpr operand, Set<BoundExpr> neighbours, Function other) {
        return operand instanceof BoundExpr.Call call
                && call.function() == other
                && call.args().stream().anyMatch(neighbours::contains);
    }

    private static BoundExpr comparedWithConstant(BoundExpr.Call call, BoundExpr same, BoundExpr opposite) {
        return call.arg(1).equals(same)
                ? call.arg(0)
                : call.arg(1).equals(opposite) ? BoundExprs.not(call.arg(0)) : call;
    }
}
