package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The conjuncts of a condition over a join, by the inputs that they read; {@code rest} reads both or none. */
record Sides(List<BoundExpr> left, List<BoundExpr> right, List<BoundExpr> rest) {

    static Sides of(BoundExpr condition, Join join) {
        Sides sides = new Sides(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (BoundExpr conjunct : BoundExprs.conjuncts(condition)) {
            Set<String> columns = BoundExprs.columns(conjunct);
            if (!columns.isEmpty() && columns.stream().allMatch(join.left().schema()::contains)) {
                sides.left.add(conjunct);
            } else if (!columns.isEmpty()
                    && columns.stream().allMatch(join.right().schema()::contains)) {
                sides.right.add(conjunct);
            } else {
                sides.rest.add(conjunct);
            }
        }
        return sides;
    }

    /** The plan below a filter by these conjuncts, or the plan itself if there are none. */
    static LogicalPlan filtered(LogicalPlan plan, List<BoundExpr> conjuncts) {
        return conjuncts.isEmpty() ? plan : new Filter(plan, BoundExprs.and(conjuncts));
    }
}
