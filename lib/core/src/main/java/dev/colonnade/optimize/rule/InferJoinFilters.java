package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Column;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.Plans;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a filter says about one side's key holds of the other side's key too, so both sides read fewer files. Only the side
 * whose rows need a match can lose rows.
 *
 * <pre>
 * Join inner on k = v         Join inner on k = v
 *   Filter k > 5         =>     Filter k > 5
 *     left (k)                    left (k)
 *   right (v)                   Filter v > 5
 *                                 right (v)
 * </pre>
 */
final class InferJoinFilters implements Rule {
    @Override
    public String id() {
        return "infer-join-filters";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, node -> node instanceof Join join ? infer(join) : node);
    }

    private static LogicalPlan infer(Join join) {
        JoinType type = join.type();
        boolean toRight = type == JoinType.INNER || type == JoinType.LEFT || !type.keepsRightColumns();
        boolean toLeft = type == JoinType.INNER || type == JoinType.RIGHT || type == JoinType.SEMI;
        List<BoundExpr> forLeft = new ArrayList<>();
        List<BoundExpr> forRight = new ArrayList<>();
        for (BoundExpr conjunct : BoundExprs.conjuncts(join.condition())) {
            if (!(conjunct instanceof BoundExpr.Call call)
                    || call.function() != Function.EQ
                    || !(call.arg(0) instanceof Column a)
                    || !(call.arg(1) instanceof Column b)
                    || a.type() instanceof DataType.FloatType) {
                continue;
            }
            boolean inOrder = join.left().schema().contains(a.name());
            Column left = inOrder ? a : b;
            Column right = inOrder ? b : a;
            if (toRight) {
                forRight.addAll(inferred(join.left(), left, join.right(), right));
            }
            if (toLeft) {
                forLeft.addAll(inferred(join.right(), right, join.left(), left));
            }
        }
        return join.withInputs(List.of(Sides.filtered(join.left(), forLeft), Sides.filtered(join.right(), forRight)));
    }

    /** What is known of {@code key} in {@code from}, said of {@code other} in {@code to}, where it is news. */
    private static List<BoundExpr> inferred(LogicalPlan from, Column key, LogicalPlan to, Column other) {
        if (!from.schema().contains(key.name())
                || !to.schema().contains(other.name())
                || !KnownConditions.isFileColumn(to, other.name())) {
            return List.of();
        }
        List<BoundExpr> known = KnownConditions.of(to);
        List<BoundExpr> news = new ArrayList<>();
        for (BoundExpr condition : KnownConditions.of(from)) {
            if (BoundExprs.columns(condition).equals(Set.of(key.name())) && !isNullTest(condition)) {
                BoundExpr said = BoundExprs.substitute(condition, Map.of(key.name(), other));
                if (known.stream().noneMatch(k -> Implication.implies(k, said)) && !news.contains(said)) {
                    news.add(said);
                }
            }
        }
        return news;
    }

    private static boolean isNullTest(BoundExpr condition) {
        return condition instanceof BoundExpr.Call call
                && (call.function() == Function.IS_NULL || call.function() == Function.IS_NOT_NULL);
    }
}
