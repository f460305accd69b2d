package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.Plans;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter over a join goes to the side whose columns it reads, unless the join pads that side with nulls; what reads both
 * sides becomes part of the condition of an inner join.
 *
 * <pre>
 * Filter a > 5 AND b &lt; v         Join inner on k = v2 AND b &lt; v
 *   Join inner on k = v2      =>     Filter a > 5
 *     left (a, b, k)                   left (a, b, k)
 *     right (v, v2)                  right (v, v2)
 * </pre>
 */
final class PushFilterThroughJoin implements Rule {
    @Override
    public String id() {
        return "push-filter-through-join";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushFilterThroughJoin::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Filter filter) || !(filter.input() instanceof Join join)) {
            return node;
        }
        JoinType type = join.type();
        Sides sides = Sides.of(filter.condition(), join);
        List<BoundExpr> left = type.padsLeft() ? List.of() : sides.left();
        List<BoundExpr> right = type.padsRight() ? List.of() : sides.right();
        List<BoundExpr> above = new ArrayList<>();
        above.addAll(type.padsLeft() ? sides.left() : List.of());
        above.addAll(type.padsRight() ? sides.right() : List.of());
        List<BoundExpr> both = sides.rest().stream()
                .filter(c -> !BoundExprs.columns(c).isEmpty())
                .toList();
        boolean joins = (type == JoinType.INNER || type == JoinType.CROSS) && !both.isEmpty();
        above.addAll(sides.rest());
        if (joins) {
            above.removeAll(both);
        }
        if (left.isEmpty() && right.isEmpty() && !joins) {
            return node;
        }
        Join pushed = Join.of(
                Sides.filtered(join.left(), left),
                Sides.filtered(join.right(), right),
                joins ? JoinType.INNER : type,
                joins ? with(join, both) : join.condition());
        return Sides.filtered(pushed, above);
    }

    private static BoundExpr with(Join join, List<BoundExpr> conjuncts) {
        if (join.condition().equals(BoundExpr.Literal.TRUE)) {
            return BoundExprs.and(conjuncts);
        }
        List<BoundExpr> all = new ArrayList<>(conjuncts);
        all.add(0, join.condition());
        return BoundExprs.and(all);
    }
}
