package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.plan.Plans;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What cannot give a row is not run, and says why.
 *
 * <pre>
 * Filter a > 5 AND a &lt; 3   =>   Empty (a > 5 AND a &lt; 3 is never true)
 *   input
 * Limit 0                     =>   Empty (limit 0 keeps no row)
 *   input
 * </pre>
 */
final class DropUnsatisfiable implements Rule {
    @Override
    public String id() {
        return "drop-unsatisfiable";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, node -> reason(node)
                .<LogicalPlan>map(reason -> new Empty(node.schema(), reason))
                .orElse(node));
    }

    private static Optional<String> reason(LogicalPlan node) {
        if (node instanceof Scan scan && scan.limit() == 0 || node instanceof Limit limit && limit.count() == 0) {
            return Optional.of("limit 0 keeps no row");
        }
        if (node instanceof Tail tail && tail.count() == 0) {
            return Optional.of("tail 0 keeps no row");
        }
        BoundExpr condition = condition(node);
        return condition == null ? Optional.empty() : contradiction(condition);
    }

    /** What is true of every row that the node gives, if it says so. */
    private static @Nullable BoundExpr condition(LogicalPlan node) {
        if (node instanceof Scan scan) {
            return scan.filter();
        }
        if (node instanceof Join join && (join.type() == JoinType.INNER || join.type() == JoinType.SEMI)) {
            return join.condition();
        }
        return node instanceof Filter filter ? filter.condition() : null;
    }

    private static Optional<String> contradiction(BoundExpr condition) {
        List<BoundExpr> conjuncts = BoundExprs.conjuncts(condition);
        for (BoundExpr conjunct : conjuncts) {
            if (conjunct instanceof BoundExpr.Literal literal && !Boolean.TRUE.equals(literal.value())) {
                return Optional.of("filter " + literal + " keeps no row");
            }
        }
        int compared = Math.min(conjuncts.size(), Implication.MOST_CONJUNCTS);
        for (int i = 0; i < compared; i++) {
            BoundExpr p = conjuncts.get(i);
            for (BoundExpr q : conjuncts.subList(i + 1, compared)) {
                if (Implication.excludes(p, q)) {
                    return Optional.of(
                            PlanPrinter.condition(p) + " AND " + PlanPrinter.condition(q) + " is never true");
                }
            }
        }
        return Optional.empty();
    }
}
