package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.Plans;
import java.util.ArrayList;
import java.util.List;

/**
 * What a join condition asks of one side alone is a filter of that side, unless the join keeps the side's rows without a
 * match. An inner join whose condition is used up is a cross join.
 *
 * <pre>
 * Join left on k = v AND y > 5         Join left on k = v
 *   left (k)                      =>     left (k)
 *   right (v, y)                         Filter y > 5
 *                                          right (v, y)
 * </pre>
 */
final class PushJoinConditionDown implements Rule {
    @Override
    public String id() {
        return "push-join-condition-down";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushJoinConditionDown::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Join join)) {
            return node;
        }
        JoinType type = join.type();
        Sides sides = Sides.of(join.condition(), join);
        boolean toLeft = type == JoinType.INNER || type == JoinType.SEMI || type == JoinType.RIGHT;
        boolean toRight =
                type == JoinType.INNER || type == JoinType.SEMI || type == JoinType.ANTI || type == JoinType.LEFT;
        List<BoundExpr> left = toLeft ? sides.left() : List.of();
        List<BoundExpr> right = toRight ? sides.right() : List.of();
        List<BoundExpr> kept = new ArrayList<>(BoundExprs.conjuncts(join.condition()));
        kept.removeAll(left);
        kept.removeAll(right);
        BoundExpr condition = left.isEmpty() && right.isEmpty() ? join.condition() : BoundExprs.and(kept);
        boolean crosses = type == JoinType.INNER && condition.equals(BoundExpr.Literal.TRUE);
        if (left.isEmpty() && right.isEmpty() && !crosses) {
            return node;
        }
        return Join.of(
                Sides.filtered(join.left(), left),
                Sides.filtered(join.right(), right),
                crosses ? JoinType.CROSS : type,
                condition);
    }
}
