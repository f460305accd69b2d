package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.Plans;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A join with an empty side is empty too, or the other side with nulls, as its type has it.
 *
 * <pre>
 * Join inner on k = v         Empty (why)
 *   left                 =>
 *   Empty (why)
 *
 * Join left on k = v          Project [left's columns, null as right's columns]
 *   left                 =>     left
 *   Empty (why)
 * </pre>
 */
final class PropagateEmptyThroughJoin implements Rule {
    @Override
    public String id() {
        return "propagate-empty-through-join";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, PropagateEmptyThroughJoin::propagate);
    }

    private static LogicalPlan propagate(LogicalPlan node) {
        if (!(node instanceof Join join) || !(join.left() instanceof Empty || join.right() instanceof Empty)) {
            return node;
        }
        JoinType type = join.type();
        boolean leftEmpty = join.left() instanceof Empty;
        boolean rightEmpty = join.right() instanceof Empty;
        boolean leftDecides = !type.padsLeft();
        boolean rightDecides = !type.padsRight() && type != JoinType.ANTI;
        if (leftEmpty && (leftDecides || rightEmpty)) {
            return PropagateEmpty.empty(join, join.left());
        }
        if (rightEmpty && rightDecides) {
            return PropagateEmpty.empty(join, join.right());
        }
        return leftEmpty
                ? padded(join, join.right())
                : type.keepsRightColumns() ? padded(join, join.left()) : join.left();
    }

    /** The rows of one side, with null for the columns of the other. */
    private static LogicalPlan padded(Join join, LogicalPlan side) {
        List<NamedExpr> columns = new ArrayList<>(PlanBuilder.passThrough(join.schema()));
        for (int i = 0; i < columns.size(); i++) {
            Field field = join.schema().field(i);
            if (!side.schema().contains(field.name())) {
                columns.set(i, columns.get(i).withExpr(Literal.nullOf(field.type())));
            }
        }
        return Project.of(side, columns);
    }
}
