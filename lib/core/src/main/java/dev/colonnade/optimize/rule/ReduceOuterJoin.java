package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Folding;
import dev.colonnade.expr.Function;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.Plans;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter that is never true of the nulls with which a join pads a side makes the padding pointless.
 *
 * <pre>
 * Filter v > 5                 Filter v > 5
 *   Join left on k = v    =>     Join inner on k = v
 * </pre>
 */
final class ReduceOuterJoin implements Rule {
    @Override
    public String id() {
        return "reduce-outer-join";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, ReduceOuterJoin::reduce);
    }

    private static LogicalPlan reduce(LogicalPlan node) {
        if (!(node instanceof Filter filter) || !(filter.input() instanceof Join join)) {
            return node;
        }
        boolean padsLeft = join.type().padsLeft()
                && !rejectsNulls(filter.condition(), join.left().schema());
        boolean padsRight = join.type().padsRight()
                && !rejectsNulls(filter.condition(), join.right().schema());
        if (padsLeft == join.type().padsLeft() && padsRight == join.type().padsRight()) {
            return node;
        }
        JoinType type = padsLeft ? JoinType.RIGHT : padsRight ? JoinType.LEFT : JoinType.INNER;
        return filter.withInputs(List.of(Join.of(join.left(), join.right(), type, join.condition())));
    }

    /** Whether the condition is not true of any row in which all of these columns are null. */
    private static boolean rejectsNulls(BoundExpr condition, Schema columns) {
        Map<String, BoundExpr> nulls = new HashMap<>();
        for (Field field : columns.fields()) {
            nulls.put(field.name(), Literal.nullOf(field.type()));
        }
        return isNeverTrue(Folding.foldAll(BoundExprs.substitute(condition, nulls)));
    }

    private static boolean isNeverTrue(BoundExpr expr) {
        if (expr instanceof Literal literal) {
            return !Boolean.TRUE.equals(literal.value());
        }
        if (expr instanceof BoundExpr.Call call && call.function() == Function.AND) {
            return call.args().stream().anyMatch(ReduceOuterJoin::isNeverTrue);
        }
        return expr instanceof BoundExpr.Call call
                && call.function() == Function.OR
                && call.args().stream().allMatch(ReduceOuterJoin::isNeverTrue);
    }
}
