package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Sql;
import dev.colonnade.plan.LogicalPlan.Union;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.Plans;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * What depends on rows that do not exist is empty for the same reason. An aggregate without keys is not: it has its one
 * row.
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
final class PropagateEmpty implements Rule {
    @Override
    public String id() {
        return "propagate-empty";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, PropagateEmpty::propagate);
    }

    private static LogicalPlan propagate(LogicalPlan node) {
        if (node.inputs().stream().noneMatch(input -> input instanceof Empty)) {
            return node;
        }
        if (node instanceof Join join) {
            return join(join);
        }
        if (node instanceof Union union) {
            return union(union);
        }
        boolean stays = node instanceof Sql
                || node instanceof Aggregate aggregate && aggregate.keys().isEmpty();
        return stays ? node : empty(node, node.inputs().get(0));
    }

    private static LogicalPlan empty(LogicalPlan node, LogicalPlan because) {
        return new Empty(node.schema(), ((Empty) because).reason());
    }

    private static LogicalPlan union(Union union) {
        List<LogicalPlan> rest = union.inputs().stream()
                .filter(input -> !(input instanceof Empty))
                .toList();
        if (rest.isEmpty()) {
            return empty(union, union.inputs().get(0));
        }
        return rest.size() == 1 ? rest.get(0) : Union.of(rest);
    }

    private static LogicalPlan join(Join join) {
        JoinType type = join.type();
        boolean leftEmpty = join.left() instanceof Empty;
        boolean rightEmpty = join.right() instanceof Empty;
        boolean leftDecides = !type.padsLeft();
        boolean rightDecides = !type.padsRight() && type != JoinType.ANTI;
        if (leftEmpty && (leftDecides || rightEmpty)) {
            return empty(join, join.left());
        }
        if (rightEmpty && rightDecides) {
            return empty(join, join.right());
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
